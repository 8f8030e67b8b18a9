# Accepted until 2023-11-14 22:18:20 UTC. To sign it anew:
#   tc3 ecm DescribeImage --Filters.0.Values PRIVATE_IMAGE --Filters.0.Name image-type --Limit 20 --region ap-guangzhou --endpoint http://127.0.0.1:41873 --as curl
curl --noproxy '*' 'http://127.0.0.1:41873/' \
  -H 'Host:' \
  -H 'Accept:' \
  -H 'user-agent: tencentcloud-rust/0.1.0' \
  -H 'host: 127.0.0.1:41873' \
  -H 'content-type: application/json' \
  -H 'x-tc-action: DescribeImage' \
  -H 'x-tc-version: 2019-07-19' \
  -H 'x-tc-timestamp: 1700000000' \
  -H 'x-tc-requestclient: SDK_RUST_0.1.0' \
  -H 'x-tc-region: ap-guangzhou' \
  -H 'authorization: TC3-HMAC-SHA256 Credential=test-secret-id-000001/2023-11-14/ecm/tc3_request, SignedHeaders=content-type;host, Signature=8661d28274550e39b9e03486aa3cc5ce6ed8dd8bf9692a04d61a6d77ce2b6a83' \
  -H 'content-length: 73' \
  --data-binary '{"Filters":[{"Values":["PRIVATE_IMAGE"],"Name":"image-type"}],"Limit":20}'
