package io.maglev.distro.template.exec;

/**
 * What a run shares with the runs nested in it, but for the set: a text that is executed from
 * inside a template sees its own definitions too.
 */
record Run(TemplateSet set, ExecOptions options, Budget budget) {}
