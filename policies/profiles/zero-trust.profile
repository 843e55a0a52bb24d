# Everything, but for what can only guess. What is an information and no mistake is recorded.
* enforce
control_plane.authenticators audit
network.host_network audit
images.minimal_base off
images.one_concern off
network.dns_egress off
network.peer_confusion off
secrets.config_map_entropy off
secrets.env_entropy off
