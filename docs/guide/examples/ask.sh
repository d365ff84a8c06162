#!/usr/bin/env bash
# Sees to it that a model runs, waits until it is ready, asks it and prints the answer. Needs curl and jq.
set -euo pipefail
url=${BLACKFISH_URL:?Set it to the address of your Blackfish, such as http://127.0.0.1:8000.}
name=${BLACKFISH_SERVICE:-assistant}
model=${BLACKFISH_MODEL:-HuggingFaceTB/SmolLM2-135M-Instruct-GGUF}
answer=$(mktemp)
trap 'rm -f "$answer" "$answer".*' EXIT

# Leaves the answer in a file and its status in code; what is refused ends the script with the server's sentence.
# The token comes from a pipe: it is in nobody's process list. Tries again politely, as long after as Retry-After says;
# a 502 without it is what Slurm refused, and will be the same the next time.
call() {
  local pause after
  for pause in 1 2 4 8 16 no-more; do
    true | tee "$answer" >"$answer.head"
    code=$(curl --silent --show-error --max-time 300 --output "$answer" --dump-header "$answer.head" --write-out '%{http_code}' \
      -H @<(printf 'Authorization: Bearer %s\n' "$BLACKFISH_TOKEN") -H 'Content-Type: application/json' "$@" \
      2>"$answer.error") || code=000
    after=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,4\}\)[[:space:]]*$/\1/p' "$answer.head")
    case $code in
      2??) return ;;
      000 | 429 | 503 | 504) ;;
      502) [ -n "$after" ] || break ;;
      *) break ;;
    esac
    [ "$pause" != no-more ] || break
    sleep "${after:-$pause}"
  done
  if [ "$code" = 000 ]; then
    echo "Blackfish does not answer at $url: $(sed 's/^curl: ([0-9]*) //' "$answer.error")" >&2
  else
    jq -r '.detail // empty' "$answer" 2>/dev/null | grep . >&2 || echo "$url answered with $code." >&2
  fi
  exit 1
}

call -X PUT -d "$(jq -n --arg model "$model" '{repo_id: $model}')" "$url/api/services/ensure/$name"
id=$(jq -r .id "$answer")

# 202 says: not yet.
code=202
while [ "$code" = 202 ]; do
  call "$url/api/services/$id/wait?timeout=25"
done

jq -n --arg model "$name" --arg question "${1:-What is the capital of France? Answer in one word.}" \
  '{model: $model, temperature: 0, max_tokens: 64, messages: [{role: "user", content: $question}]}' >"$answer.question"
call -d "@$answer.question" "$url/v1/chat/completions"
jq -r '.choices[0].message.content' "$answer"
