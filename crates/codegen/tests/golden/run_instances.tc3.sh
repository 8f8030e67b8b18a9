tc3 cvm RunInstances --json '{
  "InstanceType": "S5.MEDIUM2",
  "Placement": {"Zone": "ap-guangzhou-3"},
  "ImageId": "img-pmqg1cw9",
  "InstanceCount": 2,
  "DryRun": true,
  "InstanceName": "边缘 \"one\" $HOME `id`",
  "SecurityGroupIds": [],
  "SystemDisk": {"DiskSize": 50}
}' --region ap-guangzhou --language en-US
