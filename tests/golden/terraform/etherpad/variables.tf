# Etherpad with CodeDeploy: made by Zonewise.

variable "name" {
  description = "Stands before every name at AWS."
  type        = string
  default     = "etherpad-with"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,14}[a-z0-9]$|^[a-z]$", var.name))
    error_message = "Lower-case letters, digits and hyphens, at most 16, a letter first and no hyphen last."
  }
}

variable "region" {
  description = "Region of everything that does not name another one."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2,}(-[a-z]+)+-[0-9]+$", var.region))
    error_message = "A region code such as us-east-1."
  }
}

variable "db_instance_class" {
  description = "Instance class of db."
  type        = string
  default     = "db.t3.micro"
}

variable "etherpad_instance_type" {
  description = "Instance type of etherpad."
  type        = string
  default     = "t3.micro"
}

variable "skip_final_snapshots" {
  description = "Whether databases are destroyed without a last snapshot."
  type        = bool
  default     = false
}
