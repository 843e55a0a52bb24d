# Pod Security Standards, level baseline, and nothing else.
* off
pod_security.baseline.* enforce
