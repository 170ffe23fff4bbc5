# Each target calls one script or one swift command; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup demo test conformance bench bench-codec bench-compile fuzz generate format lint

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: ## Install the apt and Python packages that are missing
	@scripts/setup tests

demo: ## Run the sample services and watch them call each other
	@scripts/demo

test: ## Install what tests need, then lint, check generated code and run every test
	@scripts/test

conformance: ## Run protobuf's conformance runner
	@scripts/conformance

bench: ## Measure servers and clients beside the floor and other people's
	@scripts/bench

bench-codec: ## Measure messages beside swift-protobuf's
	@scripts/bench-codec

bench-compile: ## Measure how long generated code takes to compile, beside swift-protobuf's
	@scripts/bench-compile

fuzz: ## Fuzz what reads bytes and text; SECONDS=60 for each target
	@scripts/fuzz $(or $(SECONDS),60)

generate: ## Make every generated file that is committed
	@scripts/generate

format: ## Format the code
	@scripts/format

lint: ## Check format and documentation of the code
	@scripts/format --check
