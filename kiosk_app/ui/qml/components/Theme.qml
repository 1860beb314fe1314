// Every colour, size and font of the screens, in one place; the names say what a thing is for.
pragma Singleton
import QtQuick

QtObject {
    // Set by Main.qml from the presenter, and back to these at every Welcome.
    property string language: "en"
    property bool largeText: false
    property bool highContrast: false

    readonly property string family: language === "zh_Hans" ? "Noto Sans CJK SC" : "Noto Sans CJK HK"
    // In Latin text the quotation marks of a Chinese font would be a whole square wide.
    readonly property var features: language === "en" ? ({ "tnum": 1, "pwid": 1 }) : ({ "tnum": 1 })
    readonly property real factor: largeText ? 1.3 : 1

    // Type, in pixels at 1280x800.
    readonly property int heading: Math.round(44 * factor)
    readonly property int title: Math.round(32 * factor)
    readonly property int body: Math.round(28 * factor)
    readonly property int label: Math.round(24 * factor)
    readonly property int small: Math.round(22 * factor)

    // Space: an 8-pixel grid.
    readonly property int margin: 48
    readonly property int gap: 24
    readonly property int nearGap: 16
    readonly property int keyGap: 8
    readonly property int touch: 96
    readonly property int radius: 8
    readonly property int stroke: 2

    // Paper and ink.
    readonly property color paper: highContrast ? "#000000" : "#F6F4EF"
    readonly property color surface: highContrast ? "#000000" : "#FFFFFF"
    readonly property color ink: highContrast ? "#FFFFFF" : "#1B2A41"
    readonly property color quiet: highContrast ? "#FFFFFF" : "#5B6675"
    readonly property color line: highContrast ? "#FFFFFF" : "#8C8577"
    readonly property color decoration: highContrast ? "#FFFFFF" : "#C9C3B6"
    readonly property color soft: highContrast ? "#000000" : "#DFE8F0"
    readonly property color band: highContrast ? "#000000" : "#1B2A41"
    readonly property color bandInk: "#FFFFFF"
    readonly property color bandQuiet: highContrast ? "#FFFFFF" : "#C8D3E0"
    readonly property color veil: highContrast ? "#E6000000" : "#B31B2A41"

    // What is touched.
    readonly property color primary: highContrast ? "#FFD400" : "#1F4E79"
    readonly property color primaryDown: highContrast ? "#FFFFFF" : "#163A5B"
    readonly property color primaryInk: highContrast ? "#000000" : "#FFFFFF"
    readonly property color surfaceDown: highContrast ? "#333333" : "#E9E5DB"
    readonly property color resting: highContrast ? "#000000" : "#E7E3D9"
    readonly property color restingInk: highContrast ? "#BDBDBD" : "#5B6675"
    readonly property color focus: highContrast ? "#FFD400" : "#B35900"

    // What a finding weighs; each also has its own sign and word.
    readonly property color mustInk: highContrast ? "#FFFFFF" : "#8A1C1C"
    readonly property color mustPaper: highContrast ? "#000000" : "#FBEDEA"
    readonly property color lookInk: highContrast ? "#FFFFFF" : "#7A4B00"
    readonly property color lookPaper: highContrast ? "#000000" : "#FFF4DB"
    readonly property color fineInk: highContrast ? "#FFFFFF" : "#1E5B3A"
    readonly property color finePaper: highContrast ? "#000000" : "#E7F3EC"

    // Two sentences after each other, as the language sets them.
    function join(first: string, second: string): string {
        return first + (first !== "" && second !== "" && language === "en" ? " " : "") + second;
    }
    function severityInk(severity: string): color {
        return severity === "must_fix" ? mustInk : severity === "look" ? lookInk : fineInk;
    }
    function severityPaper(severity: string): color {
        return severity === "must_fix" ? mustPaper : severity === "look" ? lookPaper : finePaper;
    }
}
