package io.maglev.distro.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.yaml.GoJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UserValuesTest {
  private static final Map<String, String> FILES =
      Map.of(
          "one.yaml", "a: 1\nm: {x: 1, k: {z: 1}}\nl: [1, 2]\n",
          "two.yaml", "a: null\nm: {k: {w: 2}}\nl: [3]\n",
          "bad.yaml", "a: [",
          "list.yaml", "- 1",
          "cert.pem", "PEM,{x}\n");

  @Test
  void merge_files_laterMapsMergeAndListsReplace() {
    assertThat(merged(List.of("one.yaml", "two.yaml")))
        .isEqualTo("{\"a\":null,\"l\":[3],\"m\":{\"k\":{\"w\":2,\"z\":1},\"x\":1}}");
  }

  @Test
  void merge_allFlags_laterKindsWinWhateverTheirOrder() {
    assertThat(
            merged(
                List.of("one.yaml"),
                new ValueSource(SetMode.LITERAL, "v=literal,x"),
                new ValueSource(SetMode.FILE, "f=cert.pem,v=cert.pem"),
                new ValueSource(SetMode.STRING, "v=string,s=1"),
                new ValueSource(SetMode.TYPED, "v=typed,t=1,s=2,j=3"),
                new ValueSource(SetMode.JSON, "v={},j=\"json\",a=2")))
        .isEqualTo(
            "{\"a\":2,\"f\":\"PEM,{x}\\n\",\"j\":3,\"l\":[1,2],\"m\":{\"k\":{\"z\":1},\"x\":1},"
                + "\"s\":\"1\",\"t\":1,\"v\":\"literal,x\"}");
  }

  @Test
  void merge_setBelowAScalarOfAFile_isRefused() {
    assertThatThrownBy(
            () -> merged(List.of("one.yaml"), new ValueSource(SetMode.TYPED, "a.b=s3cret")))
        .isInstanceOf(ValuesException.class)
        .hasMessageContaining("cannot read --set 'a.b'")
        .hasMessageNotContaining("s3cret")
        .extracting(e -> ((ValuesException) e).helmText())
        .isEqualTo(
            "failed parsing --set data: unable to parse key: interface conversion: interface {} is"
                + " float64, not map[string]interface {}");
  }

  @Test
  void merge_malformedFile_hasHelmsText() {
    assertThatThrownBy(() -> merged(List.of("bad.yaml")))
        .extracting(e -> ((ValuesException) e).helmText())
        .asString()
        .startsWith("failed to parse bad.yaml: error converting YAML to JSON: yaml: ");
  }

  @Test
  void merge_fileThatIsNoMap_hasHelmsText() {
    assertThatThrownBy(() -> merged(List.of("list.yaml")))
        .extracting(e -> ((ValuesException) e).helmText())
        .isEqualTo(
            "failed to parse list.yaml: error unmarshaling JSON: while decoding JSON: json: cannot"
                + " unmarshal array into Go value of type map[string]interface {}");
  }

  private static String merged(List<String> paths, ValueSource... sources) {
    return GoJson.write(
        UserValues.merge(
            paths,
            List.of(sources),
            path -> Objects.requireNonNull(FILES.get(path)).getBytes(StandardCharsets.UTF_8)));
  }
}
