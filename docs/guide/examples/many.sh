#!/usr/bin/env bash
# Asks one question about every line of a file, a few at a time; lines that have an answer are not asked again.
# many.sh QUESTIONS FOLDER
set -euo pipefail
url=${BLACKFISH_URL:?Set it to the address of your Blackfish, such as http://127.0.0.1:8000.}
name=${BLACKFISH_SERVICE:-assistant}
folder=$2
mkdir -p "$folder"

# Says why a line has no answer: in the server's sentence, or in curl's words where no server answered.
refused() {
  local why
  why=$(jq -r '.detail // empty' "$2" 2>/dev/null | grep .) || why="no answer from $url: $(sed 's/^curl: ([0-9]*) //' "$2.error")"
  echo "Line $1: $why"
  rm -f "$2.error"
}

ask() {
  local number=$1 line=$2 part=$folder/$1.part
  : >"$part"
  jq -n --arg model "$name" --arg line "$line" \
    '{model: $model, temperature: 0, max_tokens: 32, messages: [{role: "user", content: $line}]}' |
    curl --silent --show-error --fail-with-body --retry 8 --retry-connrefused --retry-max-time 600 --output "$part" \
      -H @<(printf 'Authorization: Bearer %s\n' "$BLACKFISH_TOKEN") -H 'Content-Type: application/json' \
      -d @- "$url/v1/chat/completions" 2>"$part.error" || { refused "$number" "$part" >&2; return 1; }
  rm -f "$part.error"
  mv "$part" "$folder/$number.json"
}

number=0
while IFS= read -r line || [ -n "$line" ]; do
  number=$((number + 1))
  [ ! -e "$folder/$number.json" ] || continue
  # Engines batch by themselves; more than a few at a time from one script only fills their queue.
  while [ "$(jobs -rp | wc -l)" -ge 4 ]; do wait -n || true; done
  ask "$number" "$line" &
done <"$1"
wait

# A wait for all of them does not say whether they went well: what counts is what is there.
missing=0
for ((asked = 1; asked <= number; asked++)); do
  [ -e "$folder/$asked.json" ] || missing=$((missing + 1))
done
if [ "$missing" -gt 0 ]; then
  echo "$missing of $number lines have no answer; start the script again to ask them once more." >&2
  exit 1
fi
