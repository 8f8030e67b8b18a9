// go get github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common
package main

import (
	"fmt"
	"os"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	tchttp "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/http"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
)

func main() {
	credential := common.NewTokenCredential(
		os.Getenv("TENCENTCLOUD_SECRET_ID"),
		os.Getenv("TENCENTCLOUD_SECRET_KEY"),
		os.Getenv("TENCENTCLOUD_TOKEN"),
	)
	clientProfile := profile.NewClientProfile()
	clientProfile.Language = "en-US"
	client := common.NewCommonClient(credential, "ap-guangzhou", clientProfile)

	request := tchttp.NewCommonRequest("cvm", "2017-03-12", "RunInstances")
	if err := request.SetActionParameters("{\n  \"InstanceType\": \"S5.MEDIUM2\",\n  \"Placement\": {\"Zone\": \"ap-guangzhou-3\"},\n  \"ImageId\": \"img-pmqg1cw9\",\n  \"InstanceCount\": 2,\n  \"DryRun\": true,\n  \"InstanceName\": \"边缘 \\\"one\\\" $HOME `id`\",\n  \"SecurityGroupIds\": [],\n  \"SystemDisk\": {\"DiskSize\": 50}\n}"); err != nil {
		panic(err)
	}

	response := tchttp.NewCommonResponse()
	err := client.Send(request, response)
	if sdkError, ok := err.(*errors.TencentCloudSDKError); ok {
		fmt.Fprintf(os.Stderr, "%s: %s (request id %s)\n", sdkError.GetCode(), sdkError.GetMessage(), sdkError.GetRequestId())
		os.Exit(1)
	}
	if err != nil {
		panic(err)
	}
	fmt.Println(string(response.GetBody()))
}
