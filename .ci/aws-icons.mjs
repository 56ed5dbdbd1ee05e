// Writes style/generated/aws-icons.css: AWS's official icons, from the npm package `aws-icons`, as a skin over
// the glyphs of the catalog. Trunk runs it before each build. Without the package the skin is empty and the
// glyphs show. The icons are never committed; pictures and goldens use the glyphs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = "node_modules/aws-icons/icons";
const output = "style/generated/aws-icons.css";

// Type id -> file below the package's icons, without `.svg`. Users and outside systems keep their glyphs.
const service = "architecture-service";
const resource = "resource";
const icons = {
  acm: `${service}/AWSCertificateManager`,
  alb: `${resource}/ElasticLoadBalancingApplicationLoadBalancer`,
  api_gateway: `${service}/AmazonAPIGateway`,
  app_runner: `${service}/AWSAppRunner`,
  asg: `${service}/AmazonEC2AutoScaling`,
  aurora: `${service}/AmazonAurora`,
  backup: `${service}/AWSBackup`,
  cloudfront: `${service}/AmazonCloudFront`,
  cloudwatch_alarm: `${resource}/AmazonCloudWatchAlarm`,
  cloudwatch_logs: `${resource}/AmazonCloudWatchLogs`,
  codebuild: `${service}/AWSCodeBuild`,
  codedeploy: `${service}/AWSCodeDeploy`,
  codepipeline: `${service}/AWSCodePipeline`,
  cognito: `${service}/AmazonCognito`,
  dynamodb: `${service}/AmazonDynamoDB`,
  ebs: `${service}/AmazonElasticBlockStore`,
  ec2: `${service}/AmazonEC2`,
  ecr: `${service}/AmazonElasticContainerRegistry`,
  ecs_service: `${service}/AmazonElasticContainerService`,
  efs: `${service}/AmazonEFS`,
  eks: `${service}/AmazonElasticKubernetesService`,
  elastic_beanstalk: `${service}/AWSElasticBeanstalk`,
  elastic_ip: `${resource}/AmazonEC2ElasticIPAddress`,
  elasticache: `${service}/AmazonElastiCache`,
  eventbridge: `${service}/AmazonEventBridge`,
  global_accelerator: `${service}/AWSGlobalAccelerator`,
  internet_gateway: `${resource}/AmazonVPCInternetGateway`,
  kinesis: `${service}/AmazonKinesisDataStreams`,
  kms: `${service}/AWSKeyManagementService`,
  lambda: `${service}/AWSLambda`,
  memorydb: `${service}/AmazonMemoryDB`,
  mq: `${service}/AmazonMQ`,
  nat_gateway: `${resource}/AmazonVPCNATGateway`,
  nlb: `${resource}/ElasticLoadBalancingNetworkLoadBalancer`,
  opensearch: `${service}/AmazonOpenSearchService`,
  rds: `${service}/AmazonRDS`,
  rds_proxy: `${resource}/AmazonRDSProxyInstanceAlternate`,
  rds_replica: `${service}/AmazonRDS`,
  route53: `${service}/AmazonRoute53`,
  s3: `${service}/AmazonSimpleStorageService`,
  secrets_manager: `${service}/AWSSecretsManager`,
  shield: `${service}/AWSShield`,
  sns: `${service}/AmazonSimpleNotificationService`,
  sqs: `${service}/AmazonSimpleQueueService`,
  ssm_parameter: `${resource}/AWSSystemsManagerParameterStore`,
  step_functions: `${service}/AWSStepFunctions`,
  transit_gateway: `${service}/AWSTransitGateway`,
  vpc: `${service}/AmazonVirtualPrivateCloud`,
  vpc_endpoint: `${resource}/AmazonVPCEndpoints`,
  vpc_peering: `${resource}/AmazonVPCPeeringConnection`,
  vpn: `${service}/AWSSitetoSiteVPN`,
  waf: `${service}/AWSWAF`,
  xray: `${service}/AWSXRay`,
};

const lines = [];
for (const [id, name] of Object.entries(icons)) {
  const file = `${folder}/${name}.svg`;
  if (!existsSync(file)) continue;
  const data = readFileSync(file).toString("base64");
  const icon = `.zw-icon[data-service="${id}"]`;
  lines.push(`${icon}{background:url("data:image/svg+xml;base64,${data}") center/contain no-repeat transparent}${icon}>svg{display:none}`);
}
const css = lines.length === 0 ? "/* The package aws-icons is not installed: the glyphs show. */\n" : `${lines.join("\n")}\n`;
mkdirSync("style/generated", { recursive: true });
// Written only when it differs, so that a watching build does not start itself again.
if (!existsSync(output) || readFileSync(output, "utf8") !== css) {
  writeFileSync(output, css);
  console.log(`AWS icons: ${lines.length} of ${Object.keys(icons).length} types`);
}
