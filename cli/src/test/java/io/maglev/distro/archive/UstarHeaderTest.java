package io.maglev.distro.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UstarHeaderTest {

  @Test
  void of_nameAndSize_isByteForByteAsDocumented() {
    byte[] header = UstarHeader.of("oci-layout", 30);

    String expected =
        "oci-layout"
            + "\0".repeat(90)
            + "0000644\0" // mode
            + "0000000\0" // uid
            + "0000000\0" // gid
            + "00000000036\0" // size
            + "00000000000\0" // mtime
            + "011214\0 " // checksum
            + "0" // type
            + "\0".repeat(100) // link name
            + "ustar\00000"
            + "\0".repeat(64) // user and group name
            + "0000000\0" // device major
            + "0000000\0" // device minor
            + "\0".repeat(167);
    assertThat(new String(header, StandardCharsets.ISO_8859_1)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 511, 512, 8589934591L, 8589934592L, 9L << 30, 1L << 40, Long.MAX_VALUE})
  void of_anySize_isReadBack(long size) throws IOException {
    TarArchiveEntry entry = parse("x", size);

    assertThat(entry.getSize()).isEqualTo(size);
    assertThat(entry.getMode()).isEqualTo(0644);
    assertThat(entry.getLastModifiedTime().toMillis()).isZero();
  }

  @Test
  void of_eightGib_switchesToBase256() {
    assertThat(UstarHeader.of("x", UstarHeader.OCTAL_LIMIT - 1)[124]).isEqualTo((byte) '7');
    assertThat(UstarHeader.of("x", UstarHeader.OCTAL_LIMIT)[124]).isEqualTo((byte) 0x80);
  }

  @ParameterizedTest
  @CsvSource({"100,0", "60,100", "154,100", "155,100", "155,1"})
  void of_longName_splitsAtASlash(int directory, int file) throws IOException {
    String name = "d".repeat(directory) + (file > 0 ? "/" + "f".repeat(file) : "");

    assertThat(parse(name, 1).getName()).isEqualTo(name);
  }

  @Test
  void of_nameOfManySegments_splitsWhereBothPartsFit() throws IOException {
    String name = "chart/" + "charts/subchart/".repeat(12) + "templates/deployment.yaml";

    assertThat(parse(name, 1).getName()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"101,0", "156,100", "20,101", "0,101"})
  void of_nameThatCannotBeSplit_isRefusedWithItsLength(int directory, int file) {
    String name = "d".repeat(directory) + (file > 0 ? "/" + "f".repeat(file) : "");

    assertThatThrownBy(() -> UstarHeader.of(name, 1))
        .isInstanceOf(DistroException.class)
        .hasMessageContaining("its name is " + name.length() + " bytes");
  }

  @ParameterizedTest
  @CsvSource({"0,0,512", "1,511,1024", "512,0,1024", "513,511,1536", "9663676416,0,9663676928"})
  void entryBytes_areHeaderContentAndPadding(long size, int padding, long entry) {
    assertThat(UstarHeader.padding(size)).isEqualTo(padding);
    assertThat(UstarHeader.entryBytes(size)).isEqualTo(entry);
  }

  @Test
  void entryBytes_beyondALong_isAnErrorNotAnOverflow() {
    assertThatThrownBy(() -> UstarHeader.entryBytes(Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }

  private static TarArchiveEntry parse(String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(UstarHeader.of(name, size));
    assertThat(entry.isCheckSumOK()).isTrue();
    return entry;
  }
}
