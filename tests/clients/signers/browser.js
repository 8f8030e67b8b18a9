// SendSms with a SHA-256 written by hand, as old pages and mini programs carry it.
// Usage: node browser.js [char-codes | no-blank-line]
var mistake = process.argv[2];

var K = [];
(function () {
  for (var n = 2; K.length < 64; n++) {
    var prime = true;
    for (var d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) K.push((Math.pow(n, 1 / 3) * 4294967296) | 0);
  }
})();

function sha256(bytes) {
  var h = [2, 3, 5, 7, 11, 13, 17, 19].map(function (p) { return (Math.sqrt(p) * 4294967296) | 0; });
  var data = bytes.concat([128]);
  while (data.length % 64 !== 56) data.push(0);
  var bits = bytes.length * 8;
  for (var i = 7; i >= 0; i--) data.push(Math.floor(bits / Math.pow(256, i)) & 255);
  function rotate(x, n) { return (x >>> n) | (x << (32 - n)); }
  for (var at = 0; at < data.length; at += 64) {
    var w = [];
    for (var t = 0; t < 64; t++) {
      if (t < 16) {
        var o = at + t * 4;
        w[t] = (data[o] << 24) | (data[o + 1] << 16) | (data[o + 2] << 8) | data[o + 3];
      } else {
        var x = w[t - 15], y = w[t - 2];
        var s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
        var s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
        w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0;
      }
    }
    var v = h.slice();
    for (t = 0; t < 64; t++) {
      var e = v[4], a = v[0];
      var t1 = (v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & v[5]) ^ (~e & v[6])) + K[t] + w[t]) | 0;
      var t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]))) | 0;
      v = [(t1 + t2) | 0, v[0], v[1], v[2], (v[3] + t1) | 0, v[4], v[5], v[6]];
    }
    h = h.map(function (word, n) { return (word + v[n]) | 0; });
  }
  var out = [];
  h.forEach(function (word) { out.push(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255); });
  return out;
}

function utf8(text) {
  return unescape(encodeURIComponent(text)).split("").map(function (c) { return c.charCodeAt(0); });
}
// Before TextEncoder: one number for each character, whatever its size.
function codes(text) {
  return text.split("").map(function (c) { return c.charCodeAt(0) & 255; });
}
var bytesOf = mistake === "char-codes" ? codes : utf8;

function hmac(key, message) {
  if (key.length > 64) key = sha256(key);
  key = key.concat(Array(64 - key.length).fill(0));
  var inner = sha256(key.map(function (b) { return b ^ 54; }).concat(bytesOf(message)));
  return sha256(key.map(function (b) { return b ^ 92; }).concat(inner));
}
function hex(bytes) {
  return bytes.map(function (b) { return (b < 16 ? "0" : "") + b.toString(16); }).join("");
}

var host = "sms.tencentcloudapi.com", service = "sms", timestamp = 1700000000;
var date = new Date(timestamp * 1000).toISOString().substr(0, 10);
var body = JSON.stringify({
  PhoneNumberSet: ["+8600000000000"], SmsSdkAppId: "1400000000", TemplateId: "1", SignName: "腾讯云", TemplateParamSet: ["2345"],
});
var headers = "content-type:application/json; charset=utf-8\n" + "host:" + host + "\n";
// The block of headers ends with a line end, and an empty line follows.
var gap = mistake === "no-blank-line" ? "" : "\n";
var request = "POST\n/\n\n" + headers + gap + "content-type;host\n" + hex(sha256(bytesOf(body)));
var scope = date + "/" + service + "/tc3_request";
var text = "TC3-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n" + hex(sha256(bytesOf(request)));
var key = hmac(hmac(hmac(bytesOf("TC3" + "test-secret-key-000001"), date), service), "tc3_request");
var authorization = "TC3-HMAC-SHA256 Credential=test-secret-id-000001/" + scope +
  ", SignedHeaders=content-type;host, Signature=" + hex(hmac(key, text));

process.stdout.write(
  "POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json; charset=utf-8\r\n" +
  "Authorization: " + authorization + "\r\nX-TC-Action: SendSms\r\nX-TC-Version: 2021-01-11\r\n" +
  "X-TC-Region: ap-guangzhou\r\nX-TC-Timestamp: " + timestamp + "\r\nContent-Length: " + utf8(body).length + "\r\n\r\n" + body
);
