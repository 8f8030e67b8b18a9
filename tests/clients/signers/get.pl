#!/usr/bin/perl
# GetCallerIdentity with a temporary key by GET, everything spelled out.
# Usage: perl get.pl [month-from-zero | url-as-host]
use strict;
use warnings;
use Digest::SHA;

my $mistake = @ARGV ? $ARGV[0] : '';
my %key = (
    id    => 'test-secret-id-000002',
    key   => 'test-secret-key-000002',
    token => 'test-token-000002/+=',
);
my $time = 1700000000;
my ($mday, $mon, $year) = (gmtime $time)[3, 4, 5];
# Months of gmtime begin with 0.
$mon += 1 unless $mistake eq 'month-from-zero';
my $date = sprintf '%04d-%02d-%02d', $year + 1900, $mon, $mday;

my $endpoint = 'https://sts.tencentcloudapi.com';
(my $host = $endpoint) =~ s{^https://}{};
my $signed_host = $mistake eq 'url-as-host' ? $endpoint : $host;
my $type        = 'application/x-www-form-urlencoded';

my $canonical = "GET\n/\n\ncontent-type:$type\nhost:$signed_host\n\ncontent-type;host\n"
    . Digest::SHA::sha256_hex('');
my $scope  = "$date/sts/tc3_request";
my $string = "TC3-HMAC-SHA256\n$time\n$scope\n" . Digest::SHA::sha256_hex($canonical);
my $k1     = Digest::SHA::hmac_sha256($date, "TC3$key{key}");
my $k2     = Digest::SHA::hmac_sha256('sts', $k1);
my $k3     = Digest::SHA::hmac_sha256('tc3_request', $k2);
my $sign   = Digest::SHA::hmac_sha256_hex($string, $k3);

my @head = (
    'GET / HTTP/1.1',
    "Host: $host",
    "Content-Type: $type",
    'X-TC-Action: GetCallerIdentity',
    'X-TC-Version: 2018-08-13',
    "X-TC-Timestamp: $time",
    "X-TC-Token: $key{token}",
    "Authorization: TC3-HMAC-SHA256 Credential=$key{id}/$scope, SignedHeaders=content-type;host, Signature=$sign",
);
print "$_\r\n" for @head, '';
