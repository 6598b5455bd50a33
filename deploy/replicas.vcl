# The replicas: three on this machine, as demarche@.service runs them.
backend replica1 { .host = "127.0.0.1"; .port = "3001"; .connect_timeout = 3s; .probe = ready; }
backend replica2 { .host = "127.0.0.1"; .port = "3002"; .connect_timeout = 3s; .probe = ready; }
backend replica3 { .host = "127.0.0.1"; .port = "3003"; .connect_timeout = 3s; .probe = ready; }

sub vcl_init {
  new replicas = directors.shard();
  replicas.add_backend(replica1);
  replicas.add_backend(replica2);
  replicas.add_backend(replica3);
  replicas.reconfigure();
}
