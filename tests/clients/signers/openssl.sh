#!/usr/bin/env bash
# ImportImage with openssl, for curl; the body is in a file.
# Usage: bash openssl.sh [text-key | file-newline]
set -euo pipefail
mistake=${1:-}

secret_id=test-secret-id-000001
secret_key=test-secret-key-000001
service=ecm
host=$service.tencentcloudapi.com
timestamp=1700000000
date=$(TZ=UTC0 printf '%(%Y-%m-%d)T' "$timestamp")

file=$(mktemp)
trap 'rm -f "$file"' EXIT
cat > "$file" <<'JSON'
{"ImageId": "img-pmqg1cw9", "ImageDescription": "sampleImage", "SourceRegion": "ap-chengdu"}
JSON
# curl -d @file leaves line ends out.
body=$(cat "$file")

sha256() { openssl dgst -sha256 -hex | sed 's/^.* //'; }
hmac() { printf '%s' "$2" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" | sed 's/^.* //'; }

if [ "$mistake" = file-newline ]; then
    # An editor ends the file with a newline, which curl does not send.
    payload_hash=$(sha256 < "$file")
else
    payload_hash=$(printf '%s' "$body" | sha256)
fi
request="POST
/

content-type:application/json
host:$host

content-type;host
$payload_hash"
text="TC3-HMAC-SHA256
$timestamp
$date/$service/tc3_request
$(printf '%s' "$request" | sha256)"

if [ "$mistake" = text-key ]; then
    # -hmac takes a text; the result of the step before is printed in hex.
    hmac() { printf '%s' "$2" | openssl dgst -sha256 -hmac "$1" | sed 's/^.* //'; }
    first=TC3$secret_key
else
    first=$(printf 'TC3%s' "$secret_key" | od -An -v -tx1 | tr -d ' \n')
fi
key=$(hmac "$(hmac "$(hmac "$first" "$date")" "$service")" tc3_request)
signature=$(hmac "$key" "$text")

printf 'POST / HTTP/1.1\r\n'
printf '%s\r\n' "Host: $host" "Content-Type: application/json" "Content-Length: ${#body}" \
    "X-TC-Action: ImportImage" "X-TC-Version: 2019-07-19" "X-TC-Timestamp: $timestamp" \
    "Authorization: TC3-HMAC-SHA256 Credential=$secret_id/$date/$service/tc3_request, SignedHeaders=content-type;host, Signature=$signature" \
    ""
printf '%s' "$body"
