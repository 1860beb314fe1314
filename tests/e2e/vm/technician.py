"""A technician before the real screen: the PIN, and the hidden way in."""

from e2e.vm.visitor import Visitor

PIN = "274951"
SCALES, WORDS_BESIDE_THEM = (76, 48), (276, 48)
DIGITS = {
    str(digit): (936 + 120 * ((digit - 1) % 3), 298 + 104 * ((digit - 1) // 3))
    for digit in range(1, 10)
}
BESIDE_THE_MENU = (400, 96, 1120, 680)  # the menu has a word "Scanner" of its own
# As a technician keys it in: the command asks on a terminal, twice, and shows nothing.
SET_PIN = f"""python3 - <<'END'
import os, pty
child, terminal = pty.fork()
if child == 0:
    os.execvp("kiosk", ["kiosk", "set-pin"])
said = b""
for question in (b"mode: ", b"again: "):
    while question not in said:
        said += os.read(terminal, 1000)
    said = b""
    os.write(terminal, b"{PIN}\\n")
try:
    while more := os.read(terminal, 1000):
        said += more
except OSError:
    pass
print(said.decode())
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
END"""


def come_in(visitor: Visitor) -> None:
    """The hidden gesture and the PIN, by touch."""
    before = visitor.now()
    visitor.machine.touch(*SCALES, hold_s=3.5)
    visitor.machine.touch(*WORDS_BESIDE_THEM)
    visitor.sees("EnteringPin", since=before)
    for digit in PIN:
        before = visitor.now()
        visitor.machine.touch(*DIGITS[digit])
        visitor.changes(before.display, f"a dot for {digit}")
    visitor.touches("primary", "Inspecting")
