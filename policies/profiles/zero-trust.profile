# Everything, but for what can only guess.
* enforce
images.one_concern off
