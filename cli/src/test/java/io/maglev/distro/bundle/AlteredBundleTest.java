package io.maglev.distro.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to the bytes of a bundle, its reader notices and says where. */
class AlteredBundleTest {
  private static byte[] bundle = new byte[0];
  private static List<BundleLayout.Entry> entries = List.of();
  private static BundleLayout.Entry slot = new BundleLayout.Entry("", 0, 0);

  @BeforeAll
  static void write(@TempDir Path dir) throws IOException {
    bundle = Fixture.written(dir, Fixture.content());
    BundleLayout layout = verify(bundle).layout();
    entries = layout.entries();
    slot = layout.signatures();
  }

  @Test
  void verify_anyByteFlipped_isRefusedWithAPlaceAndAHint() {
    byte[] masks = {0x01, 0x20, (byte) 0x80};
    for (int i = 0; i < bundle.length; i++) {
      if (isSlotPadding(i) && i % 97 != 0) {
        continue;
      }
      byte[] altered = bundle.clone();
      altered[i] ^= masks[i % masks.length];

      BundleInvalidException refusal = refusal(altered, "byte " + i);

      assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_INVALID);
      assertThat(refusal.hint()).isPresent();
      assertThat(refusal.where()).hasSize(1);
      if (isHeaderOrPadding(i)) {
        assertThat(refusal.offset()).isEqualTo(i);
      }
    }
  }

  /** The slot is 64 KiB of almost only spaces: all are looked at, once with one mask. */
  @Test
  void verify_anyByteOfTheSlotFlipped_isRefused() {
    byte[] content =
        Arrays.copyOfRange(bundle, (int) slot.content(), (int) (slot.content() + slot.size()));
    for (int i = 0; i < content.length; i++) {
      byte[] altered = content.clone();
      altered[i] ^= 0x04;

      assertThatThrownBy(() -> SignatureSlot.parse(altered)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void verify_truncatedAtOrAroundAnyBlock_isRefused() {
    for (int block = 0; block < bundle.length; block += 512) {
      for (int length : new int[] {block, block + 1, block + 511}) {
        BundleInvalidException refusal =
            refusal(Arrays.copyOf(bundle, length), "first " + length + " bytes");

        assertThat(refusal.offset()).isEqualTo(length);
        assertThat(refusal.getMessage()).contains("it ends within");
        assertThat(refusal.hint()).hasValue("finish or repeat the download");
      }
    }
  }

  @Test
  void verify_byteInsertedOrRemoved_isRefused() {
    for (int i = 0; i < bundle.length; i += 61) {
      byte[] longer = concat(Arrays.copyOf(bundle, i), new byte[] {0}, rest(i));
      byte[] shorter = concat(Arrays.copyOf(bundle, i), rest(i + 1));

      refusal(longer, "inserted at " + i);
      refusal(shorter, "removed at " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 511, 512, 8192})
  void verify_anythingAfterTheEnd_isRefused(int size) {
    BundleInvalidException refusal =
        refusal(Arrays.copyOf(bundle, bundle.length + size), size + " zeros");

    assertThat(refusal.getMessage()).endsWith("something follows its end");
    assertThat(refusal.offset()).isEqualTo(bundle.length);
  }

  @Test
  void verify_entryRemoved_isRefused() {
    for (int i = 0; i < entries.size(); i++) {
      refusal(concat(Arrays.copyOf(bundle, start(i)), rest(start(i + 1))), entries.get(i).name());
    }
  }

  @Test
  void verify_entryDoubled_isRefused() {
    for (int i = 0; i < entries.size(); i++) {
      byte[] doubled = concat(Arrays.copyOf(bundle, start(i + 1)), rest(start(i)));

      refusal(doubled, entries.get(i).name());
    }
  }

  @Test
  void verify_neighboursSwapped_isRefusedWithBothNames() {
    for (int i = 0; i + 1 < entries.size(); i++) {
      byte[] swapped =
          concat(
              Arrays.copyOf(bundle, start(i)),
              Arrays.copyOfRange(bundle, start(i + 1), start(i + 2)),
              Arrays.copyOfRange(bundle, start(i), start(i + 1)),
              rest(start(i + 2)));

      assertThat(refusal(swapped, entries.get(i).name()).getMessage())
          .endsWith(
              "it has '"
                  + entries.get(i + 1).name()
                  + "' where '"
                  + entries.get(i).name()
                  + "' must be");
    }
  }

  @Test
  void verify_foreignEntryBetween_isRefused() {
    ByteArrayOutputStream foreign = new ByteArrayOutputStream();
    CraftedBundle.entry(foreign, "blobs/", new byte[0]);
    for (int i = 0; i <= entries.size(); i++) {
      byte[] altered =
          concat(Arrays.copyOf(bundle, start(i)), foreign.toByteArray(), rest(start(i)));

      refusal(altered, "before entry " + i);
    }
  }

  private static boolean isSlotPadding(long i) {
    return i > slot.content() + 100 && i < slot.content() + slot.size() - 2;
  }

  /** But for the one size that no other document tells. */
  private static boolean isHeaderOrPadding(long i) {
    for (BundleLayout.Entry entry : entries) {
      if (i < entry.content()) {
        return !entry.name().equals("index.json") || i < entry.header() + 124;
      }
      if (i < entry.content() + entry.size()) {
        return false;
      }
    }
    return true;
  }

  private static int start(int entry) {
    return entry < entries.size() ? (int) entries.get(entry).header() : bundle.length - 1024;
  }

  private static byte[] rest(int from) {
    return Arrays.copyOfRange(bundle, Math.min(from, bundle.length), bundle.length);
  }

  private static BundleInvalidException refusal(byte[] altered, String what) {
    BundleInvalidException refusal =
        catchThrowableOfType(BundleInvalidException.class, () -> verify(altered));
    assertThat(refusal).as(what).isNotNull();
    return refusal;
  }

  private static BundleHead verify(byte[] bytes) {
    return BundleReader.verify("x.distro.tar", new ByteArrayInputStream(bytes));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
