package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import org.jspecify.annotations.Nullable;

/** The one function that asks the network, if allowed to. */
final class NetworkFunctions implements FunctionFamily {
  private final FunctionContext context;

  NetworkFunctions(FunctionContext context) {
    this.context = context;
  }

  @Override
  public String table() {
    return """
        getHostByName(string) string | {{ getHostByName "localhost" | quote }} | ""
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return context.hostLookup().apply(a.string(0));
  }
}
