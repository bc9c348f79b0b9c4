package io.maglev.distro.compose.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.ParameterQuestion;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  @TempDir private Path dir = Path.of("");

  @Test
  void resolve_nothingGiven_takesDefaults() {
    Parameters parameters =
        declared(
            "domain: {type: string, default: maglev.local}",
            "replicas: {type: integer, default: 3}");

    assertThat(parameters.resolve(ParameterInput.NONE).values())
        .isEqualTo(Map.of("domain", "maglev.local", "replicas", 3L));
  }

  @Test
  void resolve_everySource_flagOverFileOverEnvironmentAndLaterOverEarlier() throws IOException {
    Parameters parameters =
        declared(
            "a: {type: string}",
            "b: {type: string}",
            "c-d: {type: string}",
            "e: {type: string, default: x}");
    Path first = file("first.yaml", "{a: file1, b: file1}");
    Path second = file("second.json", "{\"b\": \"file2\"}");

    ParameterValues values =
        parameters.resolve(
            new ParameterInput(
                Map.of("DISTRO_PARAM_A", "env", "DISTRO_PARAM_C_D", "env", "DISTRO_PARAM_Z", "-"),
                List.of(first, second),
                List.of("a=flag1", "a=flag2=with=equals")));

    assertThat(values.values())
        .isEqualTo(Map.of("a", "flag2=with=equals", "b", "file2", "c-d", "env", "e", "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "integer,5,5",
    "integer,-7,-7",
    "number,1.5,1.5",
    "number,1e3,1000.0",
    "boolean,true,true",
    "string,5,5",
    "string,'',''"
  })
  void resolve_flag_isReadByItsType(String type, String text, String expected) {
    Object value =
        declared("p: {type: " + type + "}").resolve(flags("p=" + text)).values().get("p");

    assertThat(value).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "integer,5.0", "integer,five", "integer,''", "integer,0x10", "integer,99999999999999999",
    "number,NaN", "number,1e999", "number,1f", "boolean,yes", "boolean,True"
  })
  void resolve_flagOfWrongType_isRefused(String type, String text) {
    assertThatThrownBy(() -> declared("p: {type: " + type + "}").resolve(flags("p=" + text)))
        .isInstanceOf(DistroException.class)
        .satisfies(
            e -> assertThat(((DistroException) e).where().get(0).detail()).contains("'p'", type));
  }

  @Test
  void resolve_missing_listsAllAtOnce() {
    DistroException e =
        failure(
            declared("a: {type: string}", "b: {type: integer, default: 1}", "c-d: {type: boolean}"),
            ParameterInput.NONE);

    assertThat(e.code()).isEqualTo(ErrorCode.VALUES_INVALID);
    assertThat(e).hasMessage("cannot go on without parameters: a, c-d");
    assertThat(details(e))
        .containsExactly(
            "parameter 'a' has no default and was not given",
            "parameter 'c-d' has no default and was not given");
    assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("DISTRO_PARAM_A"));
  }

  @Test
  void resolve_wrongValueInTheEnvironment_namesTheVariable() {
    DistroException e =
        failure(
            declared("max-size: {type: integer}"),
            new ParameterInput(Map.of("DISTRO_PARAM_MAX_SIZE", "big"), List.of(), List.of()));

    assertThat(details(e))
        .containsExactly(
            "parameter 'max-size' from DISTRO_PARAM_MAX_SIZE: expected an integer, found another"
                + " value 'big'");
  }

  @Test
  void resolve_missingWithAnAsker_asksForThoseAlone() {
    List<ParameterQuestion> asked = new ArrayList<>();
    ParameterInput input =
        flags("given=x")
            .asking(
                questions -> {
                  asked.addAll(questions);
                  return Map.of("port", "80", "pw", "hunter2");
                });

    ParameterValues values =
        declared(
                "given: {type: string}",
                "defaulted: {type: string, default: d}",
                "port: {type: integer, description: where, minimum: 1, maximum: 99}",
                "pw: {type: string, writeOnly: true, minLength: 2, maxLength: 9, pattern: '^h'}")
            .resolve(input);

    assertThat(values.values())
        .isEqualTo(Map.of("given", "x", "defaulted", "d", "port", 80L, "pw", "hunter2"));
    assertThat(asked).extracting(ParameterQuestion::name).containsExactly("port", "pw");
    assertThat(asked).extracting(ParameterQuestion::description).containsExactly("where", "");
    assertThat(asked.get(0).rules()).containsExactly("at least 1", "at most 99");
    assertThat(asked.get(1).rules())
        .containsExactly("at least 2 characters", "at most 9 characters", "pattern ^h");
    assertThat(asked).extracting(ParameterQuestion::secret).containsExactly(false, true);
    assertThat(asked.get(0).objection().apply("99")).isEmpty();
    assertThat(asked.get(0).objection().apply("100")).contains("the value '100' is more than 99");
    assertThat(asked.get(1).objection().apply("ugly").orElse("")).doesNotContain("ugly");
  }

  @Test
  void resolve_somethingElseWrong_troublesNobody() {
    DistroException e =
        failure(
            declared("a: {type: string}", "b: {type: integer}"),
            flags("b=x")
                .asking(
                    questions -> {
                      throw new AssertionError("asked for " + questions);
                    }));

    assertThat(details(e))
        .containsExactly(
            "parameter 'b' from --param: expected an integer, found another value 'x'",
            "parameter 'a' has no default and was not given");
  }

  @Test
  void resolve_askerThatAnswersBadly_isNotBelieved() {
    ParameterInput input = flags().asking(questions -> Map.of("a", "x"));

    DistroException e = failure(declared("a: {type: integer}", "b: {type: string}"), input);

    assertThat(details(e))
        .containsExactly(
            "parameter 'a': expected an integer, found another value 'x'",
            "parameter 'b' has no default and was not given");
  }

  @Test
  void resolve_secretThatStartsWithAt_isNotShownWhenItIsNoFile() {
    DistroException e =
        failure(declared("pw: {type: string, writeOnly: true}"), flags("pw=@huntr"));

    assertThat(e.code()).isEqualTo(ErrorCode.IO);
    assertThat(e).hasMessage("cannot read the file of parameter 'pw': no such file or directory");
    assertThat(e).hasNoCause();
  }

  @Test
  void resolve_hugeFile_isRefusedWithTheLimit() throws IOException {
    Path huge = file("huge", "x".repeat((4 << 20) + 1));

    DistroException e = failure(declared("p: {type: string}"), flags("p=@" + huge));

    assertThat(e.getMessage()).contains("more than 4194304 bytes, the limit");
  }

  @Test
  void resolve_unknownNames_suggestsTheNearest() throws IOException {
    Path params = file("params.yaml", "domian: x\n");

    DistroException e =
        failure(
            declared("domain: {type: string, default: x}"),
            new ParameterInput(Map.of(), List.of(params), List.of("dmain=y", "other")));

    assertThat(e.where())
        .extracting(SourceLocation::toString)
        .containsExactly(
            params + ":1:1: there is no parameter 'domian'; did you mean 'domain'?",
            "there is no parameter 'dmain'; did you mean 'domain'?",
            "there is no parameter 'other'");
  }

  @Test
  void resolve_fileWithWrongType_namesThePlaceAndAdvises() throws IOException {
    Path params = file("params.yaml", "port: 'x'\nversion: 1.10\nlist: [1]\n");

    DistroException e =
        failure(
            declared("port: {type: integer}", "version: {type: string}", "list: {type: string}"),
            new ParameterInput(Map.of(), List.of(params), List.of()));

    assertThat(e.where())
        .extracting(SourceLocation::toString)
        .containsExactly(
            params + ":1:7: parameter 'port': expected an integer, found another value 'x'",
            params + ":2:10: parameter 'version': expected a string, found another value '1.1'",
            params + ":3:7: parameter 'list': expected a string, found another value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: string, minLength: 2 | x | is shorter than 2 characters",
        "type: string, maxLength: 2 | xxx | is longer than 2 characters",
        "type: string, pattern: '^a+$' | b | does not match the pattern ^a+$",
        "type: string, enum: [s, m] | l | is none of s, m",
        "type: integer, minimum: 1 | 0 | is less than 1",
        "type: number, maximum: 1.5 | 2 | is more than 1.5",
        "type: integer, enum: [1, 2] | 3 | is none of 1, 2",
      })
  void resolve_valueAgainstItsSchema_saysWhichRule(String schema, String value, String rule) {
    DistroException e = failure(declared("p: {" + schema + "}"), flags("p=" + value));

    assertThat(details(e))
        .containsExactly("parameter 'p' from --param: the value '" + value + "' " + rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: string, minLength: 2, maxLength: 2 | äö",
        "type: string, pattern: b | abc",
        "type: integer, minimum: 1, maximum: 1 | 1",
        "type: number, enum: [1, 2.5] | 2.5",
      })
  void resolve_valueAtTheLimits_isAccepted(String schema, String value) {
    assertThat(declared("p: {" + schema + "}").resolve(flags("p=" + value)).values()).hasSize(1);
  }

  @Test
  void resolve_slowPattern_isFastHere() {
    Parameters parameters = declared("p: {type: string, pattern: '^(a+)+$'}");

    DistroException e = failure(parameters, flags("p=" + "a".repeat(50_000) + "!"));

    assertThat(e.code()).isEqualTo(ErrorCode.VALUES_INVALID);
  }

  @Test
  void resolve_atFile_readsItWithoutItsLastLineEnd() throws IOException {
    Path secret = file("secret", "two\nlines\r\n");

    Map<String, Object> values =
        declared("p: {type: string}").resolve(flags("p=@" + secret)).values();

    assertThat(values).containsEntry("p", "two\nlines");
  }

  @Test
  void resolve_missingFile_saysHowToGiveAnAt() {
    DistroException e = failure(declared("p: {type: string}"), flags("p=@dmin"));

    assertThat(e.code()).isEqualTo(ErrorCode.IO);
    assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("--params"));
  }

  @Test
  void secrets_areNowhereInMessagesNorInText() throws IOException {
    Parameters parameters =
        declared(
            "pw: {type: string, writeOnly: true, minLength: 20}",
            "pin: {type: integer, writeOnly: true}");
    Path params = file("p.yaml", "pw: hunter2\npin: hunter3\n");

    DistroException e =
        failure(parameters, new ParameterInput(Map.of(), List.of(params), List.of("pw=hunter4")));

    assertThat(e.where()).hasSize(3);
    assertThat(e.getMessage() + details(e) + e.hint()).doesNotContain("hunter");
    ParameterInput good =
        new ParameterInput(Map.of(), List.of(), List.of("pw=" + "hunter2".repeat(3), "pin=4711"));
    assertThat(parameters.resolve(good).toString()).isEqualTo("{pw=***, pin=***}");
    assertThat(good.toString()).doesNotContain("hunter");
  }

  @Test
  void mask_hidesSecretsPlainAndEncodedInFailures() {
    ParameterValues values =
        declared("pw: {type: string, writeOnly: true}", "user: {type: string}")
            .resolve(flags("pw=hunter2", "user=admin"));
    DistroException raw =
        new DistroException(
            ErrorCode.RENDER_FAILED,
            "cannot render with hunter2",
            List.of(SourceLocation.ofText("got aHVudGVyMg== from admin")),
            java.util.Optional.of("not hunter2"),
            null);

    DistroException masked = values.mask(raw);

    assertThat(masked.code()).isEqualTo(ErrorCode.RENDER_FAILED);
    assertThat(masked).hasMessage("cannot render with ***");
    assertThat(details(masked)).containsExactly("got *** from admin");
    assertThat(masked.hint()).contains("not ***");
  }

  @Test
  void resolve_keptValues_countBeforeDefaultsAndAfterWhatIsGiven() {
    Parameters parameters =
        declared(
            "a: { type: string, default: x }",
            "b: { type: integer, default: 1 }",
            "c: { type: string, default: x }",
            "d: { type: string }");

    ParameterValues values =
        parameters.resolve(
            new ParameterInput(Map.of("DISTRO_PARAM_C", "env"), List.of(), List.of("a=given")),
            Map.of("a", "kept", "b", 7L, "c", "kept", "d", "kept", "gone", "x"));

    assertThat(values.values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "given", "b", 7L, "c", "env", "d", "kept"));
  }

  @Test
  void resolve_keptValueThatIsNoLongerValid_isAnErrorWithoutTheSecret() {
    Parameters parameters =
        declared("pin: { type: string, writeOnly: true, minLength: 8 }", "size: { type: integer }");

    DistroException refused =
        catchThrowableOfType(
            DistroException.class,
            () -> parameters.resolve(flags(), Map.of("pin", "hunter2", "size", "many")));

    assertThat(details(refused))
        .containsExactlyInAnyOrder(
            "parameter 'pin' as it is installed: the value is shorter than 8 characters",
            "parameter 'size' as it is installed: expected an integer, found another value 'many'");
  }

  private static ParameterInput flags(String... assignments) {
    return new ParameterInput(Map.of(), List.of(), List.of(assignments));
  }

  private static DistroException failure(Parameters parameters, ParameterInput input) {
    return catchThrowableOfType(DistroException.class, () -> parameters.resolve(input));
  }

  private static List<String> details(DistroException e) {
    return e.where().stream().map(SourceLocation::detail).toList();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  @SuppressWarnings("unchecked") // the rows are maps of maps
  private static Parameters declared(String... lines) {
    List<ParameterSchema> schemas = new ArrayList<>();
    YamlReader.readMap(String.join("\n", lines), "")
        .forEach(
            (name, json) ->
                schemas.add(
                    SchemaReader.read(
                            name,
                            (Map<String, Object>) json,
                            (key, problem) -> {
                              throw new AssertionError(key + ": " + problem);
                            })
                        .orElseThrow()));
    return Parameters.of(schemas);
  }
}
