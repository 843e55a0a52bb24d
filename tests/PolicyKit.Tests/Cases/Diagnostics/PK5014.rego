package p

deny contains "privileged" if input.request.object.spec.privileged
^^^^^^^^^^^^^^^^^^^^^^^^^^ PK5014 package `p` reads both `input.request` and `input.spec`, so it is not clear what its `input` is; say which: object, review or gatekeeper

deny contains "privileged" if input.spec.privileged
