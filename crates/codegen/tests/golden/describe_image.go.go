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
	clientProfile.HttpProfile.Endpoint = "127.0.0.1:41873"
	clientProfile.HttpProfile.Scheme = "HTTP"
	client := common.NewCommonClient(credential, "ap-guangzhou", clientProfile)

	request := tchttp.NewCommonRequest("ecm", "2019-07-19", "DescribeImage")
	if err := request.SetActionParameters(`{"Filters":[{"Values":["PRIVATE_IMAGE"],"Name":"image-type"}],"Limit":20}`); err != nil {
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
