# Accepted until 2023-11-14 22:18:20 UTC. To sign it anew:
#   tc3 ecm ImportImage --ImageId img-pmqg1cw9 --ImageDescription sampleImage --SourceRegion ap-chengdu --as curl
curl --http1.1 'https://ecm.tencentcloudapi.com/' \
  -H 'Host:' \
  -H 'Accept:' \
  -H 'user-agent: tencentcloud-rust/0.1.0' \
  -H 'host: ecm.tencentcloudapi.com' \
  -H 'content-type: application/json' \
  -H 'x-tc-action: ImportImage' \
  -H 'x-tc-version: 2019-07-19' \
  -H 'x-tc-timestamp: 1700000000' \
  -H 'x-tc-requestclient: SDK_RUST_0.1.0' \
  -H 'authorization: TC3-HMAC-SHA256 Credential=test-secret-id-000001/2023-11-14/ecm/tc3_request, SignedHeaders=content-type;host, Signature=d0326ed6b0f54efa594fd52fa9829c9851e4ada4bafd28769d20a2ca1fc0534c' \
  -H 'content-length: 87' \
  --data-binary '{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}'
