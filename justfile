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
    mvn -B -Dfast -DskipUnitTests verify

# Format sources and POMs.
fmt:
    mvn -q -B spotless:apply

# Record golden files anew from the real Helm.
golden:
    mvn -B -Dfast -Dgolden.update=true verify

# Run the built command line.
run *args:
    ./distro {{args}}
