package org.poormanspipes.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.Accounts.Account;

class AccountsTest {

  private static final Tag RING = Tag.of("RING");
  private static final Tag PIPE = Tag.of("PIPE");

  private final Accounts accounts =
      new Accounts(Words.of(Arena.ofAuto().allocate(64 + AccountsLayout.SIZE, 64)), 64);

  @Test
  void memoryIsBookedInWholePages() {
    assertThat(Accounts.charge(0)).isZero();
    assertThat(Accounts.charge(1)).isEqualTo(4096);
    assertThat(Accounts.charge(4096)).isEqualTo(4096);
    assertThat(Accounts.charge(4097)).isEqualTo(8192);
  }

  @Test
  void zerosAreEmptyAccounts() {
    assertThat(accounts.list()).isEmpty();
    assertThat(accounts.totalBytes()).isZero();
  }

  @Test
  void whatIsMadeAndGivenBackIsCounted() {
    accounts.allocated(RING, PoolType.PAGED, 5000);
    accounts.allocated(RING, PoolType.PAGED, 100);
    accounts.freed(RING, PoolType.PAGED, 5000);
    assertThat(accounts.list())
        .containsExactly(new Account(RING, PoolType.PAGED, 2, 1, 4096, 8192 + 4096));
    assertThat(accounts.totalBytes()).isEqualTo(4096);
  }

  @Test
  void tagsAndTypesHaveAccountsOfTheirOwn() {
    accounts.allocated(RING, PoolType.PAGED, 1);
    accounts.allocated(PIPE, PoolType.PAGED, 1);
    accounts.allocated(RING, PoolType.PINNED, 1);
    accounts.allocated(RING, PoolType.PAGED, 1);
    assertThat(accounts.list())
        .containsExactly(
            new Account(RING, PoolType.PAGED, 2, 0, 8192, 8192),
            new Account(PIPE, PoolType.PAGED, 1, 0, 4096, 4096),
            new Account(RING, PoolType.PINNED, 1, 0, 4096, 4096));
    assertThat(accounts.totalBytes()).isEqualTo(4 * 4096);
  }

  @Test
  void growthIsNeitherAnAllocationNorAFree() {
    accounts.allocated(PIPE, PoolType.PAGED, 4096);
    accounts.grew(PIPE, PoolType.PAGED, 4096, 4100);
    accounts.grew(PIPE, PoolType.PAGED, 4100, 8000);
    assertThat(accounts.list())
        .containsExactly(new Account(PIPE, PoolType.PAGED, 1, 0, 8192, 8192));
  }

  @Test
  void anAccountIsSetToWhatWasCounted() {
    accounts.allocated(RING, PoolType.PAGED, 1);
    accounts.allocated(RING, PoolType.PAGED, 1);
    accounts.allocated(RING, PoolType.PAGED, 1);
    accounts.recount(RING, PoolType.PAGED, 2, 8192);
    assertThat(accounts.list())
        .containsExactly(new Account(RING, PoolType.PAGED, 3, 1, 8192, 12288));
    accounts.recount(RING, PoolType.PAGED, 5, 40960);
    assertThat(accounts.list())
        .containsExactly(new Account(RING, PoolType.PAGED, 5, 0, 40960, 40960));
    accounts.recount(RING, PoolType.PAGED, 0, 0);
    assertThat(accounts.list()).containsExactly(new Account(RING, PoolType.PAGED, 5, 5, 0, 40960));
  }

  @Test
  void aRecountOpensAnAccount() {
    accounts.recount(RING, PoolType.PINNED, 1, 4096);
    assertThat(accounts.list())
        .containsExactly(new Account(RING, PoolType.PINNED, 1, 0, 4096, 4096));
  }

  @Test
  void thereIsALimitToTheAccounts() {
    for (int at = 0; at < AccountsLayout.ENTRIES; at++) {
      accounts.allocated(Tag.of("T%03d".formatted(at)), PoolType.PAGED, 1);
    }
    assertThatThrownBy(() -> accounts.allocated(PIPE, PoolType.PAGED, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tag=PIPE")
        .hasMessageContaining("16");
    accounts.allocated(Tag.of("T007"), PoolType.PAGED, 1);
    assertThat(accounts.list()).hasSize(AccountsLayout.ENTRIES);
  }
}
