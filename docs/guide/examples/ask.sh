#!/usr/bin/env bash
# Sees to it that a model runs, waits until it is ready, asks it and prints the answer. Needs curl and jq.
set -euo pipefail
url=${BLACKFISH_URL:-http://127.0.0.1:8000}
name=${BLACKFISH_SERVICE:-assistant}
model=${BLACKFISH_MODEL:-HuggingFaceTB/SmolLM2-135M-Instruct-GGUF}
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# Leaves the answer in a file; what is refused ends the script with the server's sentence.
# The token comes from a pipe: it is in nobody's process list. Waits as long as Retry-After says.
call() {
  curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused --retry-max-time 300 --output "$answer" \
    -H @<(printf 'Authorization: Bearer %s\n' "$BLACKFISH_TOKEN") -H 'Content-Type: application/json' "$@" ||
    { jq -r '.detail // empty' "$answer" >&2; exit 1; }
}

call -X PUT -d "$(jq -n --arg model "$model" '{repo_id: $model}')" "$url/api/services/ensure/$name"
id=$(jq -r .id "$answer")

# 202 says: not yet.
code=202
while [ "$code" = 202 ]; do
  code=$(call --write-out '%{http_code}' "$url/api/services/$id/wait?timeout=25")
done

jq -n --arg model "$name" --arg question "${1:-What is the capital of France? Answer in one word.}" \
  '{model: $model, temperature: 0, max_tokens: 64, messages: [{role: "user", content: $question}]}' |
  call -d @- "$url/v1/chat/completions"
jq -r '.choices[0].message.content' "$answer"
