# Accepted until 2023-11-14 22:18:20 UTC. To sign it anew:
#   tc3 cvm RunInstances --json '{
#     "InstanceType": "S5.MEDIUM2",
#     "Placement": {"Zone": "ap-guangzhou-3"},
#     "ImageId": "img-pmqg1cw9",
#     "InstanceCount": 2,
#     "DryRun": true,
#     "InstanceName": "边缘 \"one\" $HOME `id`",
#     "SecurityGroupIds": [],
#     "SystemDisk": {"DiskSize": 50}
#   }' --region ap-guangzhou --language en-US --as curl
curl --http1.1 'https://cvm.tencentcloudapi.com/' \
  -H 'Host:' \
  -H 'Accept:' \
  -H 'user-agent: tencentcloud-rust/0.1.0' \
  -H 'host: cvm.tencentcloudapi.com' \
  -H 'content-type: application/json' \
  -H 'x-tc-action: RunInstances' \
  -H 'x-tc-version: 2017-03-12' \
  -H 'x-tc-timestamp: 1700000000' \
  -H 'x-tc-requestclient: SDK_RUST_0.1.0' \
  -H 'x-tc-region: ap-guangzhou' \
  -H 'x-tc-language: en-US' \
  -H 'authorization: TC3-HMAC-SHA256 Credential=test-secret-id-000001/2023-11-14/cvm/tc3_request, SignedHeaders=content-type;host, Signature=001f90015b9d324fd6cacec3585fa748c4dd9dd1585cf9bdaa981f02c8c22471' \
  -H 'content-length: 253' \
  --data-binary '{
  "InstanceType": "S5.MEDIUM2",
  "Placement": {"Zone": "ap-guangzhou-3"},
  "ImageId": "img-pmqg1cw9",
  "InstanceCount": 2,
  "DryRun": true,
  "InstanceName": "边缘 \"one\" $HOME `id`",
  "SecurityGroupIds": [],
  "SystemDisk": {"DiskSize": 50}
}'
