package io.maglev.distro.deploy.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules by which a patching Helm's fields become those of the applying one. */
class ClientSideFieldsTest {

  @Test
  void patch_besideAnApply_givesItsFieldsToIt() {
    assertThat(
            merged(
                "{manager: helm, operation: Apply, apiVersion: v1, time: t1,"
                    + " fieldsV1: {'f:a': {}, 'f:b': {'f:c': {}}}}",
                "{manager: helm, operation: Update, apiVersion: v1, time: t2,"
                    + " fieldsV1: {'f:b': {'f:d': {}}, 'f:e': {}}}"))
        .isEqualTo(
            managers(
                "{manager: helm, operation: Apply, apiVersion: v1, time: t1,"
                    + " fieldsV1: {'f:a': {}, 'f:b': {'f:c': {}, 'f:d': {}}, 'f:e': {}}}"));
  }

  @Test
  void patch_withoutAnApply_becomesOne() {
    assertThat(merged("{manager: helm, operation: Update, apiVersion: v1, fieldsV1: {'f:a': {}}}"))
        .isEqualTo(
            managers("{manager: helm, operation: Apply, apiVersion: v1, fieldsV1: {'f:a': {}}}"));
  }

  @Test
  void patch_ofAnotherApiVersion_isDropped() {
    assertThat(
            merged(
                "{manager: helm, operation: Apply, apiVersion: v2, fieldsV1: {'f:a': {}}}",
                "{manager: helm, operation: Update, apiVersion: v1, fieldsV1: {'f:b': {}}}"))
        .isEqualTo(
            managers("{manager: helm, operation: Apply, apiVersion: v2, fieldsV1: {'f:a': {}}}"));
  }

  @Test
  void managers_ofOthers_andOfSubresources_stayAsTheyAre() {
    String apply = "{manager: helm, operation: Apply, apiVersion: v1, fieldsV1: {'f:a': {}}}";
    String kubectl = "{manager: kubectl, operation: Update, apiVersion: v1, fieldsV1: {'f:b': {}}}";
    String status =
        "{manager: helm, operation: Update, apiVersion: v1, subresource: status,"
            + " fieldsV1: {'f:status': {}}}";

    assertThat(merged(kubectl, apply, status)).isEqualTo(managers(apply, kubectl, status));
  }

  private static List<Map<String, @Nullable Object>> merged(String... managers) {
    return ClientSideFields.merged(managers(managers));
  }

  private static List<Map<String, @Nullable Object>> managers(String... managers) {
    List<Map<String, @Nullable Object>> read = new ArrayList<>();
    for (String manager : managers) {
      read.addAll(YamlReader.readObjects(manager, "managers"));
    }
    return read;
  }
}
