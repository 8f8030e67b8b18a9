#!/bin/sh
# A dynamic DNS script: CreateRecord by GET with the older signature, sh and openssl.
# Usage: sh dns.sh [hex-in-base64 | echo]
mistake=$1
key=test-secret-key-000001
host=dnspod.tencentcloudapi.com
ip=192.0.2.1

urlencode() {
    # Every byte, which is allowed.
    printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g' | tr 'a-f' 'A-F'
}

# In the order of the names.
set -- Action=CreateRecord Domain=example.com Nonce=271828 RecordLine=默认 RecordType=A \
    SecretId=test-secret-id-000001 Timestamp=1700000000 Value=$ip Version=2021-03-23
plain= query=
for pair in "$@"; do
    plain="$plain&$pair"
    query="$query&${pair%%=*}=$(urlencode "${pair#*=}")"
done
source="GET$host/?${plain#&}"
case $mistake in
    # Without -binary openssl prints hex, and that is put in Base64.
    hex-in-base64) signature=$(printf '%s' "$source" | openssl dgst -sha1 -hmac "$key" | sed 's/^.* //' | tr -d '\n' | openssl base64 -A) ;;
    # echo ends the text with a newline, which is signed, too.
    echo) signature=$(echo "$source" | openssl dgst -sha1 -hmac "$key" -binary | openssl base64 -A) ;;
    *) signature=$(printf '%s' "$source" | openssl dgst -sha1 -hmac "$key" -binary | openssl base64 -A) ;;
esac
printf 'GET /?%s HTTP/1.1\r\nHost: %s\r\n\r\n' "${query#&}&Signature=$(urlencode "$signature")" "$host"
