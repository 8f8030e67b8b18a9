// Maven: com.tencentcloudapi:tencentcloud-sdk-java-common
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.CommonRequest;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.Language;

public class Main {
    public static void main(String[] args) {
        Credential credential = new Credential(
                System.getenv("TENCENTCLOUD_SECRET_ID"),
                System.getenv("TENCENTCLOUD_SECRET_KEY"),
                System.getenv("TENCENTCLOUD_TOKEN"));
        ClientProfile profile = new ClientProfile();
        profile.setLanguage(Language.EN_US);
        CommonClient client = new CommonClient("cvm", "2017-03-12", credential, "ap-guangzhou", profile);
        try {
            CommonRequest request = new CommonRequest("{\n  \"InstanceType\": \"S5.MEDIUM2\",\n  \"Placement\": {\"Zone\": \"ap-guangzhou-3\"},\n  \"ImageId\": \"img-pmqg1cw9\",\n  \"InstanceCount\": 2,\n  \"DryRun\": true,\n  \"InstanceName\": \"边缘 \\\"one\\\" $HOME `id`\",\n  \"SecurityGroupIds\": [],\n  \"SystemDisk\": {\"DiskSize\": 50}\n}");
            System.out.println(client.commonRequest(request, "RunInstances"));
        } catch (TencentCloudSDKException error) {
            System.err.printf("%s: %s (request id %s)%n",
                    error.getErrorCode(), error.getMessage(), error.getRequestId());
            System.exit(1);
        }
    }
}
