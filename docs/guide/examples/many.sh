#!/usr/bin/env bash
# Asks one question about every line of a file, a few at a time; lines that have an answer are not asked again.
# many.sh QUESTIONS FOLDER
set -euo pipefail
url=${BLACKFISH_URL:-http://127.0.0.1:8000}
name=${BLACKFISH_SERVICE:-assistant}
folder=$2
mkdir -p "$folder"

ask() {
  local number=$1 line=$2
  jq -n --arg model "$name" --arg line "$line" \
    '{model: $model, temperature: 0, max_tokens: 32, messages: [{role: "user", content: $line}]}' |
    curl --silent --show-error --fail-with-body --retry 8 --retry-connrefused --retry-max-time 600 \
      -H @<(printf 'Authorization: Bearer %s\n' "$BLACKFISH_TOKEN") -H 'Content-Type: application/json' \
      -d @- "$url/v1/chat/completions" >"$folder/$number.part"
  mv "$folder/$number.part" "$folder/$number.json"
}

number=0
while IFS= read -r line; do
  number=$((number + 1))
  [ ! -e "$folder/$number.json" ] || continue
  # Engines batch by themselves; more than a few at a time from one script only fills their queue.
  while [ "$(jobs -rp | wc -l)" -ge 4 ]; do wait -n; done
  ask "$number" "$line" &
done <"$1"
wait
