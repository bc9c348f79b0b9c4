package io.maglev.distro.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers are those of Go's DetectContentType for the first 512 bytes. */
class ContentTypeTest {
  @ParameterizedTest
  @CsvSource({
    "'', application/octet-stream",
    "'a: 1', application/octet-stream",
    "'<a href=x>', text/html; charset=utf-8",
    "'\n <!-- x -->', text/html; charset=utf-8",
    "'<header>', application/octet-stream",
    "' <?xml ?>', text/xml; charset=utf-8",
    "' %PDF-1.4', application/octet-stream",
    "'%PDF-1.4', application/pdf",
    "'PK\3\4', application/zip",
    "'\u001f\u008b\b', application/x-gzip",
    "'\u001f\u008b\7', application/octet-stream",
  })
  void of_firstBytes_namesTheType(String head, String type) {
    assertThat(ContentType.of(bytes(head))).isEqualTo(type);
  }

  @Test
  void of_longText_isText() {
    assertThat(ContentType.of(bytes("a: 1\n".repeat(200)))).isEqualTo("text/plain; charset=utf-8");
    assertThat(ContentType.of(bytes("a\1 1\n".repeat(200)))).isEqualTo("application/octet-stream");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
