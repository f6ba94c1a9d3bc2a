package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeOptions;

/// Names, directories and what ls, stat and their kind show and change.
final class NamesTest {
  private static final PipeOptions PERMANENT =
      PipeOptions.builder().lifetime(Lifetime.PERMANENT).mode(0640).build();

  @RegisterExtension static final Mounted MOUNT = new Mounted();

  @Test
  void pipesOfTheLibraryAreFiles() throws Exception {
    MOUNT.device().create("Listed", PERMANENT);
    MOUNT
        .bash("ls $M | grep Listed; stat -c '%A %s %h %F' $M/listed")
        .printed("Listed\n-rw-r----- 0 1 regular empty file\n");
    MOUNT
        .bash("a=$(stat -c %i $M/Listed); b=$(ls -i $M | sed -n 's/ Listed//p'); [ $a = $b ]")
        .printed("");
    MOUNT.bash("find $M -type f -name Listed | wc -l; echo $M/List* | wc -w").printed("1\n1\n");
    MOUNT.bash("rm $M/Listed; ls $M | grep -c Listed").refused();
    assertThat(MOUNT.device().list()).noneMatch(pipe -> "Listed".equals(pipe.text("name")));
  }

  @Test
  void namesWithSeparatorsShowAsDirectories() throws Exception {
    MOUNT.device().create("top/mid/leaf", PERMANENT);
    MOUNT.bash("ls -R $M/ | grep leaf").printed("leaf\n");
    MOUNT.bash("cd $M/top && find . | sort").printed(".\n./mid\n./mid/leaf\n");
    MOUNT
        .bash("stat -c %F $M/top $M/top/mid $M/top/mid/leaf")
        .printed("directory\ndirectory\nregular empty file\n");
    MOUNT.bash("echo hi > $M/top/mid/leaf; cat < $M/TOP/mid/leaf").printed("hi\n");
    MOUNT.bash("rmdir $M/top/mid").refused("Directory not empty");
    MOUNT.bash("rm -r $M/top; ls $M | grep -c top").refused();
    assertThat(MOUNT.device().list()).noneMatch(pipe -> pipe.text("name").contains("leaf"));
  }

  /// By the library's rule: character by character, and composed; so a key may have another length.
  @Test
  void directoriesAreComparedAsNamesOfPipesAre() throws Exception {
    MOUNT.device().create("Stra\u00dfe/\u00e9t\u00e9/x", PERMANENT);
    MOUNT
        .bash("ls $M | grep Stra; ls $M/STRA\u00dfE; ls $M/stra\u00dfe/e\u0301te\u0301")
        .printed("Stra\u00dfe\n\u00e9t\u00e9\nx\n");
    MOUNT.bash("ls $M/strasse").refused("No such file");
    MOUNT
        .bash("rm $M/Stra\u00dfe/*/x; sleep 0.2; rmdir $M/Stra\u00dfe/*; rmdir $M/STRA\u00dfE")
        .printed("");
    MOUNT.bash("ls $M | grep -c Stra").refused();
  }

  /// The kernel keeps what was removed as long as somebody has it open, and knows it is dead.
  @Test
  void aDirectoryThatIsMadeAgainWhileTheOldOneIsOpenIsAlive() throws Exception {
    MOUNT
        .bash(
            "mkdir $M/again; exec 3< $M/again; rmdir $M/again; mkdir $M/again;"
                + " exec 4<> $M/again/p; echo x >&4; cat <&4 & sleep 0.2; kill $!; ls $M/again")
        .printed("x\np\n");
    MOUNT.bash("until rmdir $M/again 2>/dev/null; do sleep 0.01; done").printed("");
  }

  @Test
  void directoriesAreMadeAndRemoved() throws Exception {
    MOUNT
        .bash("mkdir $M/d && mkdir -p $M/d/e/f && ls -A $M/d $M/d/e")
        .printed(MOUNT.directory() + "/d:\ne\n\n" + MOUNT.directory() + "/d/e:\nf\n");
    MOUNT.bash("mkdir $M/d").refused("File exists");
    MOUNT.bash("mkdir $M/none/below").refused("No such file");
    MOUNT
        .bash(
            "exec 3<> $M/d/e/f/p; ls $M/d/e/f; rmdir $M/d/e/f 2>/dev/null || echo kept;"
                + "\"$PMP\" ls | grep d/e")
        .printed("p\nkept\nd/e/f/p\n");
    MOUNT.bash("rmdir $M/d").refused("not empty");
    MOUNT
        .bash(
            "until rmdir $M/d/e/f 2>/dev/null; do sleep 0.01; done; rmdir $M/d/e $M/d;"
                + "ls $M | grep -cx d")
        .refused();
    MOUNT.bash("rmdir $M/d").refused("No such file");
  }

  @Test
  void aFileIsNoDirectoryAndADirectoryNoFile() throws Exception {
    MOUNT.device().create("kind/file", PERMANENT);
    MOUNT.bash("ls -l $M/ | grep -c ' kind$'").printed("1\n");
    MOUNT
        .python(
            """
            check(refusal(os.rmdir, at("kind/file")), "ENOTDIR")
            check(refusal(os.unlink, at("kind")), "EISDIR")
            check(refusal(opened, "kind", WR), "EISDIR")
            check(refusal(os.mkdir, at("kind/file")), "EEXIST")
            check(refusal(opened, "kind/file/x", WR | os.O_CREAT), "ENOTDIR")
            check(refusal(os.listdir, at("kind/file")), "ENOTDIR")
            os.unlink(at("kind/file"))
            """)
        .isFine();
  }

  @Test
  void pipesAreNotRenamedNorLinked() throws Exception {
    MOUNT.device().create("Fixed", PERMANENT);
    MOUNT.bash("mv $M/Fixed $M/Other").refused("Operation not supported");
    MOUNT.bash("ln $M/Fixed $M/Other").refused("Operation not");
    MOUNT.bash("ln -s Fixed $M/Other").refused("Operation not");
    MOUNT.bash("ls $M | grep -E 'Fixed|Other'; rm $M/Fixed").printed("Fixed\n");
  }

  @Test
  void modesAndOwnersChange() throws Exception {
    MOUNT.device().create("Modes", PERMANENT);
    MOUNT
        .bash("chmod 0606 $M/Modes; chown 12:34 $M/Modes; stat -c '%a %u %g' $M/Modes")
        .printed("606 12 34\n");
    var stat = MOUNT.device().stat("Modes");
    assertThat(stat.text("mode")).isEqualTo("0606");
    assertThat(stat.number("uid")).isEqualTo(12);
    MOUNT.bash("chgrp 56 $M/Modes; stat -c '%u %g' $M/Modes; rm $M/Modes").printed("12 56\n");
  }

  @Test
  void touchAndDfWork() throws Exception {
    MOUNT.device().create("Touched", PERMANENT);
    MOUNT
        .bash("touch $M/Touched $M/New; touch -d 2001-01-01 $M/Touched; truncate -s 0 $M/Touched")
        .printed("");
    MOUNT
        .bash("df --output=source,fstype,target $M | tail -n 1 | tr -s ' '")
        .printed("Example fuse.pmp " + MOUNT.directory() + "\n");
    MOUNT
        .bash(
            "before=$(df --output=iused $M | tail -n 1); exec 3<> $M/one_more;"
                + "after=$(df --output=iused $M | tail -n 1); echo $((after - before));"
                + "[ $(df --output=size $M | tail -n 1) -gt 1000 ]; rm $M/Touched")
        .printed("1\n");
  }

  @Test
  void manyNamesAreListedWhole() throws Exception {
    MOUNT
        .python(
            """
            names = ["many/n%04d_%s" % (i, "x" * 80) for i in range(300)]
            os.mkdir(at("many"))
            fds = [opened(n, WR) for n in names]
            check(sorted(os.listdir(at("many"))), [n[5:] for n in names])
            """)
        .isFine();
  }

  @Test
  void oddNamesAreRefusedOrKept() throws Exception {
    MOUNT
        .python(
            """
            # What is open keeps its name.
            fds = [opened(n, WR) for n in ("a b", "\\u00e4\\u20ac\\U0001f600", "-x", "a'b\\"c")]
            check(sorted(set(os.listdir(M)) & {"a b", "\\u00e4\\u20ac\\U0001f600", "-x",
                  "a'b\\"c"}) != [], True)
            check(refusal(os.open, os.fsencode(M) + b"/bad\\xff", WR | os.O_CREAT), "EILSEQ")
            print(refusal(opened, "x" * 255, WR), refusal(opened, "x" * 256, WR))
            """)
        .printed("None ENAMETOOLONG\n");
  }
}
