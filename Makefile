# The two commands of the README. Both install what is missing, and say what they do.

.PHONY: run test stories

run: ## Builds Zonewise, serves it, prints the address.
	@.ci/serve

test: ## Everything: format, clippy, tests, docs, build, size, stories in a browser.
	@.ci/test

stories: ## Only the stories in the browser, on what `dist` holds. ONLY=text picks some.
	@.ci/stories
