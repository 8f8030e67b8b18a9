// Maven: com.tencentcloudapi:tencentcloud-sdk-java-common
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.CommonRequest;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;

public class Main {
    public static void main(String[] args) {
        Credential credential = new Credential(
                System.getenv("TENCENTCLOUD_SECRET_ID"),
                System.getenv("TENCENTCLOUD_SECRET_KEY"),
                System.getenv("TENCENTCLOUD_TOKEN"));
        ClientProfile profile = new ClientProfile();
        profile.getHttpProfile().setEndpoint("127.0.0.1:41873");
        profile.getHttpProfile().setProtocol("http://");
        CommonClient client = new CommonClient("ecm", "2019-07-19", credential, "ap-guangzhou", profile);
        try {
            CommonRequest request = new CommonRequest("{\"Filters\":[{\"Values\":[\"PRIVATE_IMAGE\"],\"Name\":\"image-type\"}],\"Limit\":20}");
            System.out.println(client.commonRequest(request, "DescribeImage"));
        } catch (TencentCloudSDKException error) {
            System.err.printf("%s: %s (request id %s)%n",
                    error.getErrorCode(), error.getMessage(), error.getRequestId());
            System.exit(1);
        }
    }
}
