package io.maglev.distro.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleFormatTest {

  @Test
  void everyName_isInTheDocument() throws IOException, IllegalAccessException {
    String document = Files.readString(Path.of("../docs/bundle-format.md"));
    List<String> names = new ArrayList<>();
    for (Field field : BundleFormat.class.getDeclaredFields()) {
      if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
        names.add((String) field.get(null));
      }
    }

    assertThat(names).hasSizeGreaterThan(15);
    assertThat(document).contains(names);
  }

  @ParameterizedTest
  @CsvSource({"1.4.0,1.4.0", "1.4.0-rc.1+build.7,1.4.0-rc.1_build.7"})
  void tag_hasNoPlus(String version, String tag) {
    assertThat(BundleFormat.tag(version)).isEqualTo(tag);
  }

  @Test
  void fileName_keepsThePlus() {
    assertThat(BundleFormat.fileName("maglev", "1.4.0+7")).isEqualTo("maglev-1.4.0+7.distro.tar");
  }
}
