# DescribeVpcs on a router that has awk and nothing else: SHA-256, HMAC and the date by hand.
# Usage: awk [-v mistake=upper-case | -v mistake=no-zeros] -f router.awk
# POSIX awk knows no bits, so words are lists of eight hexadecimal digits.
BEGIN {
    prepare()
    time = 1709164800
    date = day(time)
    host = "vpc.tencentcloudapi.com"
    body = "{\"VpcIds\":[\"vpc-00000001\"],\"Limit\":\"5\"}"
    request = "POST\n/\n\ncontent-type:application/json\nhost:" host "\n\ncontent-type;host\n" sha(text(body))
    scope = date "/vpc/tc3_request"
    string = "TC3-HMAC-SHA256\n" time "\n" scope "\n" sha(text(request))
    key = hmac(hmac(hmac(text("TC3" "test-secret-key-000001"), date), "vpc"), "tc3_request")
    signature = hmac(key, string)
    printf "POST / HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n", host
    printf "Content-Length: %d\r\nX-TC-Action: DescribeVpcs\r\nX-TC-Version: 2017-03-12\r\n", length(body)
    printf "X-TC-Region: ap-guangzhou\r\nX-TC-Timestamp: %d\r\n", time
    printf "Authorization: TC3-HMAC-SHA256 Credential=test-secret-id-000001/%s, ", scope
    printf "SignedHeaders=content-type;host, Signature=%s\r\n\r\n%s", signature, body
}

# Days since 1970 to a date.
function day(time,    n, era, doe, yoe, doy, mp, y, m, d) {
    n = int(time / 86400) + 719468
    era = int(n / 146097); doe = n - era * 146097
    yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
    doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
    mp = int((5 * doy + 2) / 153)
    d = doy - int((153 * mp + 2) / 5) + 1
    m = mp < 10 ? mp + 3 : mp - 9
    y = yoe + era * 400 + (m <= 2)
    # 2024-2-29 is shorter to write.
    return sprintf(mistake == "no-zeros" ? "%d-%d-%d" : "%04d-%02d-%02d", y, m, d)
}

function prepare(    i, j, n, prime, root) {
    for (i = 0; i < 256; i++) code[sprintf("%c", i)] = i
    for (i = 0; i < 16; i++) for (j = 0; j < 16; j++) {
        XOR[i, j] = bits(i, j, 1); AND[i, j] = bits(i, j, 0)
    }
    primes = 0
    for (n = 2; primes < 64; n++) {
        prime = 1
        for (i = 2; i * i <= n; i++) if (n % i == 0) prime = 0
        if (!prime) continue
        root = exp(log(n) / 3)
        for (i = 0; i < 4; i++) root -= (root * root * root - n) / (3 * root * root)
        K[primes] = int((root - int(root)) * 4294967296)
        if (primes < 8) H0[primes] = int((sqrt(n) - int(sqrt(n))) * 4294967296)
        primes++
    }
}
function bits(a, b, xor,    i, r) {
    for (i = 8; i >= 1; i /= 2) {
        if (xor ? (a >= i) != (b >= i) : a >= i && b >= i) r += i
        if (a >= i) a -= i
        if (b >= i) b -= i
    }
    return r
}
function xor(a, b,    r, p) {
    for (p = 1; p < 4294967296; p *= 16) { r += p * XOR[a % 16, b % 16]; a = int(a / 16); b = int(b / 16) }
    return r
}
function and(a, b,    r, p) {
    for (p = 1; p < 4294967296; p *= 16) { r += p * AND[a % 16, b % 16]; a = int(a / 16); b = int(b / 16) }
    return r
}
function shift(a, n) { return int(a / 2 ^ n) }
function rot(a, n) { return shift(a, n) + (a % 2 ^ n) * 2 ^ (32 - n) }
function add(a, b) { return (a + b) % 4294967296 }

# Bytes are a text of numbers, each followed by a space.
function text(s,    i, r) {
    for (i = 1; i <= length(s); i++) r = r code[substr(s, i, 1)] " "
    return r
}
function unhex(s,    i, r) {
    s = tolower(s)
    for (i = 1; i < length(s); i += 2)
        r = r (index("0123456789abcdef", substr(s, i, 1)) - 1) * 16 + index("0123456789abcdef", substr(s, i + 1, 1)) - 1 " "
    return r
}
# The key is bytes, the message a text; the result is the bytes of the next key, or hex.
function hmac(key, message,    k, n, i, inner, outer) {
    if (key !~ / /) key = unhex(key)
    n = split(key, k, " ")
    for (i = 1; i <= 64; i++) {
        inner = inner xor(i <= n ? k[i] : 0, 54) " "
        outer = outer xor(i <= n ? k[i] : 0, 92) " "
    }
    return sha(outer unhex(sha(inner text(message))))
}
function sha(bytes,    m, n, bit, i, t, at, w, h, v, s0, s1, t1, t2, r) {
    n = split(bytes, m, " ")
    bit = n * 8
    m[++n] = 128
    while (n % 64 != 56) m[++n] = 0
    for (i = 7; i >= 0; i--) m[++n] = int(bit / 256 ^ i) % 256
    for (i = 0; i < 8; i++) h[i] = H0[i]
    for (at = 1; at <= n; at += 64) {
        for (t = 0; t < 16; t++) {
            i = at + t * 4
            w[t] = m[i] * 16777216 + m[i + 1] * 65536 + m[i + 2] * 256 + m[i + 3]
        }
        for (; t < 64; t++) {
            s0 = xor(xor(rot(w[t - 15], 7), rot(w[t - 15], 18)), shift(w[t - 15], 3))
            s1 = xor(xor(rot(w[t - 2], 17), rot(w[t - 2], 19)), shift(w[t - 2], 10))
            w[t] = add(add(w[t - 16], s0), add(w[t - 7], s1))
        }
        for (i = 0; i < 8; i++) v[i] = h[i]
        for (t = 0; t < 64; t++) {
            s1 = xor(xor(rot(v[4], 6), rot(v[4], 11)), rot(v[4], 25))
            t1 = xor(and(v[4], v[5]), and(4294967295 - v[4], v[6]))
            t1 = add(add(add(v[7], s1), add(t1, K[t])), w[t])
            s0 = xor(xor(rot(v[0], 2), rot(v[0], 13)), rot(v[0], 22))
            t2 = add(s0, xor(xor(and(v[0], v[1]), and(v[0], v[2])), and(v[1], v[2])))
            for (i = 7; i > 0; i--) v[i] = v[i - 1]
            v[4] = add(v[4], t1)
            v[0] = add(t1, t2)
        }
        for (i = 0; i < 8; i++) h[i] = add(h[i], v[i])
    }
    # printf of some awks cannot take more than 31 bits.
    for (i = 0; i < 8; i++) {
        if (mistake == "upper-case") r = r sprintf("%04X%04X", int(h[i] / 65536), h[i] % 65536)
        else r = r sprintf("%04x%04x", int(h[i] / 65536), h[i] % 65536)
    }
    return r
}
