package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an API server says of mistakes that charts make: the rows of {@code
 * fixtures/refused/objects.yaml}, recorded from a real one. Each begins with the status and the
 * server's words.
 */
public abstract class RefusedObjectsContract {
  private static final Path ROWS = Path.of("src/test/resources/fixtures/refused/objects.yaml");

  /** The gateway under test. */
  protected abstract KubeGateway gateway();

  /** A namespace that exists. */
  protected abstract String namespace();

  static List<String> rows() throws IOException {
    return Stream.of(Files.readString(ROWS).split("---\n")).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void apply_isRefusedInTheServersWords(String row) {
    String name = "refused-" + Integer.toHexString(row.hashCode());
    String text = row.replace("@NS", namespace()).replace("@NAME", name);
    KubeObject object = new KubeObject(YamlReader.readObject(text, "")).inNamespace(namespace());

    KubeException refusal =
        catchThrowableOfType(KubeException.class, () -> gateway().apply(object, ApplyOptions.HELM));

    String words = text.substring("# 422 ".length(), text.indexOf('\n')).replace("\\n", "\n");
    assertThat(refusal)
        .hasMessage(
            "cannot apply %s '%s/%s': %s".formatted(object.kind(), namespace(), name, words));
    assertThat(refusal.status()).isEqualTo(Integer.parseInt(text.substring(2, 5)));
    assertThat(gateway().get(object.id())).isEmpty();
  }
}
