# Varnish before the replicas: keeps answers, asks another replica where one fails, serves what it has where all do.
# Which replicas there are stands in replicas.vcl. For Varnish 7.
vcl 4.1;

import directors;
import std;

# Slow is not dead: one that does not answer at all is found by the retries, before this does.
probe ready {
  .url = "/readyz";
  .interval = 1s;
  .timeout = 5s;
  .window = 4;
  .threshold = 2;
  .initial = 2;
}

include "./replicas.vcl";

sub vcl_recv {
  # Figures of the process are for whoever runs it, at the replica itself, which takes a slash at the end and %6D for m.
  if (req.url ~ "(?i)^/(m|%6d)(e|%65)(t|%74)(r|%72)(i|%69)(c|%63)(s|%73)(/|%2f)*([?#;]|$)") {
    return (synth(404, "Not Found"));
  }
  # Answers depend on none of these, and what comes with them would not be kept.
  unset req.http.Cookie;
  unset req.http.Authorization;
  if (req.method == "POST") {
    # Only reads, so that it may be asked again; its body has to be at hand for that.
    if (!std.cache_req_body(2MB)) {
      return (synth(413));
    }
    return (pass);
  }
}

# A URL has its replica, which keeps its answer too; each retry goes to one that has not been asked yet.
sub vcl_backend_fetch {
  if (bereq.method == "POST") {
    set bereq.backend = replicas.backend(by=KEY, key=replicas.key(bereq.http.X-Forwarded-For), alt=bereq.retries);
  } else {
    set bereq.backend = replicas.backend(by=HASH, alt=bereq.retries);
  }
}

sub vcl_backend_response {
  # One that is closing says 503; one that does not have the release of a cursor says 410.
  if ((beresp.status >= 500 || beresp.status == 410) && bereq.retries < 2) {
    return (retry);
  }
  # An old answer is better than none.
  if (beresp.status >= 500 && bereq.is_bgfetch) {
    return (abandon);
  }
  # Nothing is sent before all of it is here: an answer that breaks off is asked for anew. Large files say their length,
  # so that their clients notice, and can resume.
  if (std.integer(beresp.http.Content-Length, 0) < 67108864) {
    set beresp.do_stream = false;
  }
}

sub vcl_backend_error {
  if (bereq.retries < 2) {
    return (retry);
  }
  set beresp.status = 503;
  set beresp.ttl = 0s;
  set beresp.grace = 0s;
  set beresp.http.Retry-After = "5";
  set beresp.http.Content-Type = "application/problem+json";
  set beresp.http.Access-Control-Allow-Origin = "*";
  set beresp.http.Cache-Control = "no-store";
  set beresp.body = {"{"type":"about:blank","title":"Service Unavailable","detail":"No server can be reached at the moment; try again in a moment.","status":503}"};
  return (deliver);
}

sub vcl_synth {
  set resp.http.Content-Type = "application/problem+json";
  set resp.http.Access-Control-Allow-Origin = "*";
  set resp.http.Cache-Control = "no-store";
  set resp.body = {"{"type":"about:blank","title":""} + resp.reason
    + {"","detail":"The request could not be passed on.","status":"} + resp.status + "}";
  return (deliver);
}
