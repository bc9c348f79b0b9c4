# What people run by hand. CI runs .ci/run.

# Build the command line without the gates.
build:
    mvn -q -B -Dfast -DskipTests package

# Unit tests, without the gates.
test *args:
    mvn -q -B -Dfast test {{args}}

# Everything CI checks.
check:
    mvn -B verify

# Integration tests only; they build and start the testbed.
it:
    mvn -B -Dfast -Dtest=NoUnitTests -Dsurefire.failIfNoSpecifiedTests=false verify

# Format sources and POMs.
fmt:
    mvn -q -B spotless:apply

# Record anew everything that the real Helm and its libraries print (HELM_BIN, Go): the charts, then the rows.
golden:
    scripts/oracle-functions
    cd testbed/yaml-oracle && go run . ../../cli/src/test/resources/golden/yaml
    cd testbed/oracle && go run ./gotemplate ../../cli/src/test/resources/golden/template/*/*.rows
    scripts/oracle-render

# Write the lock files of the shipped manifests anew, after a chart or a hook changed.
lock:
    for name in maglev managed-services core-addons cloud; do ./distro lock -f distro-manifests/$name.yaml; done

# Record the examples of errors anew and make docs/errors.md of them.
errors:
    mvn -q -B -Dfast -pl cli -Dtest=ErrorCodesTest -Dgolden.update=true -Dsurefire.failIfNoSpecifiedTests=false test
    mvn -q -B -Dfast -pl cli -Dtest=ErrorsDocumentTest -Dgolden.update=true -Dsurefire.failIfNoSpecifiedTests=false test

# Record anew what COMMAND --help prints, after options or their descriptions changed.
help:
    mvn -q -B -Dfast -pl cli -Dtest=HelpTest#recorded_isWhatPicocliPrints -Dgolden.update=true -Dsurefire.failIfNoSpecifiedTests=false test

# Run the built command line.
run *args:
    ./distro {{args}}
