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
	client := common.NewCommonClient(credential, "", clientProfile)

	request := tchttp.NewCommonRequest("ecm", "2019-07-19", "ImportImage")
	if err := request.SetActionParameters(`{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}`); err != nil {
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
