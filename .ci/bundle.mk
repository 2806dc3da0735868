# In the directory of an unpacked bundle .ci/upgrade.py deploys with this in place
# of the Makefile: by the commands of the bundle's README, word for word. Only an
# upgrade leaves out the parameters, as the README says.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

KEEP := $(if $(PARAMETERS),,-e 's|--parameter-overrides .*||')

.PHONY: deploy
deploy:
	@case '$(PARAMETERS)' in \
	  file://*) cp '$(PARAMETERS:file://%=%)' securescore-parameters.json ;; \
	  *) python3 -c 'import json, sys; print(json.dumps(sys.argv[1:]))' $(PARAMETERS) >securescore-parameters.json ;; \
	esac
	@sed -n 's/^    //p' README.md | sed -e 's|<bucket for code>|$(BUCKET)|' $(KEEP) | bash -eu
