//! The typed actions, by name.

use tencentcloud_ecm::*;

use super::typed::{ActionCodes, Typed};

/// A test compares this list with the catalog.
pub(super) fn every_action() -> Vec<Typed> {
    macro_rules! typed {
        ($($action:ident)*) => { vec![$(Typed::of::<$action>(<ActionCodes<$action>>::ALL)),*] };
    }
    typed! {
        AllocateAddresses AllocateIpv6AddressesBandwidth AssignIpv6Addresses
        AssignIpv6CidrBlock AssignIpv6CidrBlocks AssignIpv6SubnetCidrBlock
        AssignPrivateIpAddresses AssociateAddress AssociateSecurityGroups
        AttachNetworkInterface BatchDeregisterTargets BatchModifyTargetWeight
        BatchRegisterTargets CreateHaVip CreateImage CreateKeyPair CreateListener
        CreateLoadBalancer CreateModule CreateNetworkInterface CreateRouteTable CreateRoutes
        CreateSecurityGroup CreateSecurityGroupPolicies CreateSubnet CreateVpc DeleteHaVip
        DeleteImage DeleteListener DeleteLoadBalancer DeleteLoadBalancerListeners
        DeleteModule DeleteNetworkInterface DeleteRouteTable DeleteRoutes
        DeleteSecurityGroup DeleteSecurityGroupPolicies DeleteSubnet DeleteVpc
        DescribeAddressQuota DescribeAddresses DescribeBaseOverview DescribeConfig
        DescribeCustomImageTask DescribeDefaultSubnet DescribeHaVips DescribeImage
        DescribeImportImageOs DescribeInstanceTypeConfig DescribeInstanceVncUrl
        DescribeInstances DescribeInstancesDeniedActions DescribeListeners
        DescribeLoadBalanceTaskStatus DescribeLoadBalancers DescribeModule
        DescribeModuleDetail DescribeMonthPeakNetwork DescribeNetworkInterfaces DescribeNode
        DescribePackingQuotaGroup DescribePeakBaseOverview DescribePeakNetworkOverview
        DescribePriceRunInstance DescribeRegionIpv6Addresses DescribeRouteConflicts
        DescribeRouteTables DescribeSecurityGroupAssociationStatistics
        DescribeSecurityGroupLimits DescribeSecurityGroupPolicies DescribeSecurityGroups
        DescribeSubnets DescribeTargetHealth DescribeTargets DescribeTaskResult
        DescribeTaskStatus DescribeVpcs DetachNetworkInterface DisableRoutes
        DisassociateAddress DisassociateInstancesKeyPairs DisassociateSecurityGroups
        EnableRoutes ImportCustomImage ImportImage MigrateNetworkInterface
        MigratePrivateIpAddress ModifyAddressAttribute ModifyAddressesBandwidth
        ModifyDefaultSubnet ModifyHaVipAttribute ModifyImageAttribute
        ModifyInstancesAttribute ModifyIpv6AddressesAttribute ModifyIpv6AddressesBandwidth
        ModifyListener ModifyLoadBalancerAttributes ModifyModuleConfig
        ModifyModuleDisableWanIp ModifyModuleImage ModifyModuleIpDirect ModifyModuleName
        ModifyModuleNetwork ModifyModuleSecurityGroups ModifyPrivateIpAddressesAttribute
        ModifyRouteTableAttribute ModifySecurityGroupAttribute ModifySecurityGroupPolicies
        ModifySubnetAttribute ModifyTargetPort ModifyTargetWeight ModifyVpcAttribute
        QueryVpcTaskResult RebootInstances ReleaseAddresses ReleaseIpv6Addresses
        ReleaseIpv6AddressesBandwidth RemovePrivateIpAddresses ReplaceRouteTableAssociation
        ReplaceRoutes ReplaceSecurityGroupPolicy ResetInstances ResetInstancesMaxBandwidth
        ResetInstancesPassword ResetRoutes RunInstances SetLoadBalancerSecurityGroups
        SetSecurityGroupForLoadbalancers StartInstances StopInstances TerminateInstances
        UnassignIpv6SubnetCidrBlock
    }
}
