#!/usr/bin/perl
# DescribeClusters by POST with Digest::SHA.
# Usage: perl post.pl [swapped-arguments | base64]
use strict;
use warnings;
use Digest::SHA qw(sha256_hex hmac_sha256 hmac_sha256_hex hmac_sha256_base64);
use POSIX qw(strftime);

my $mistake = shift // '';
my ($secret_id, $secret_key) = ('test-secret-id-000001', 'test-secret-key-000001');
my ($service, $action, $version) = ('tke', 'DescribeClusters', '2018-05-25');
my $host      = "$service.tencentcloudapi.com";
my $timestamp = 1700000000;
my $date      = strftime('%Y-%m-%d', gmtime $timestamp);
my $body      = '{"ClusterIds":["cls-00000001"],"Limit":5}';

my $signed_headers = 'content-type;host;x-tc-action';
my $canonical = join "\n", 'POST', '/', '', 'content-type:application/json', "host:$host",
    'x-tc-action:' . lc($action), '', $signed_headers, sha256_hex($body);
my $scope = "$date/$service/tc3_request";
my $text  = join "\n", 'TC3-HMAC-SHA256', $timestamp, $scope, sha256_hex($canonical);

# The data comes first in Digest::SHA, unlike in most libraries.
my $hmac = $mistake eq 'swapped-arguments'
    ? sub { hmac_sha256($_[1], $_[0]) }
    : sub { hmac_sha256($_[0], $_[1]) };
my $key = 'TC3' . $secret_key;
$key = $hmac->($_, $key) for $date, $service, 'tc3_request';
my $signature = unpack 'H*', $hmac->($text, $key);
$signature = hmac_sha256_base64($text, $key) . '=' if $mistake eq 'base64';

print join "\r\n", 'POST / HTTP/1.1', "Host: $host", 'Content-Type: application/json',
    "X-TC-Action: $action", "X-TC-Version: $version", "X-TC-Timestamp: $timestamp",
    'X-TC-Region: ap-guangzhou', 'Content-Length: ' . length($body),
    "Authorization: TC3-HMAC-SHA256 Credential=$secret_id/$scope, SignedHeaders=$signed_headers, Signature=$signature",
    '', $body;
