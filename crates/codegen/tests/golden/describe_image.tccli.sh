tccli ecm DescribeImage --cli-unfold-argument --Filters.0.Values PRIVATE_IMAGE --Filters.0.Name image-type --Limit 20 --region ap-guangzhou --endpoint http://127.0.0.1:41873
