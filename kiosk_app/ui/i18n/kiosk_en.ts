<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ArrangingSheets</name>
    <message numerus="yes">
        <source>These are all %n page(s)</source>
        <translation>
            <numerusform>This is the only page</numerusform>
            <numerusform>These are all %n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Captured</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message numerus="yes">
        <source>Check %n file(s)</source>
        <translation>
            <numerusform>Check %n file</numerusform>
            <numerusform>Check %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoosingDocumentType</name>
    <message numerus="yes">
        <source>%n document type(s) with “%1”</source>
        <translation>
            <numerusform>%n document type with “%1”</numerusform>
            <numerusform>%n document types with “%1”</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnteringPin</name>
    <message numerus="yes">
        <source>%n digit(s)</source>
        <translation>
            <numerusform>%n digit</numerusform>
            <numerusform>%n digits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more try(ies) before a wait</source>
        <translation>
            <numerusform>%n more try before a wait</numerusform>
            <numerusform>%n more tries before a wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exported</name>
    <message numerus="yes">
        <source>%n submission(s) are on it. They stay in the queue here until iCMS acknowledges them. Bring it to the centre.</source>
        <translation>
            <numerusform>%n submission is on it. It stays in the queue here until iCMS acknowledges it. Bring the stick to the centre.</numerusform>
            <numerusform>%n submissions are on it. They stay in the queue here until iCMS acknowledges them. Bring the stick to the centre.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspecting</name>
    <message numerus="yes">
        <source>%n check(s) made</source>
        <translation>
            <numerusform>%n check made</numerusform>
            <numerusform>%n checks made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n check(s) passed.</source>
        <translation>
            <numerusform>The one check passed.</numerusform>
            <numerusform>All %n checks passed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LoadingPaper</name>
    <message numerus="yes">
        <source>%n page(s) kept. Please put back from page %1 on.</source>
        <translation>
            <numerusform>%n page kept. Please put back from page %1 on.</numerusform>
            <numerusform>%n pages kept. Please put back from page %1 on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) scanned and kept.</source>
        <translation>
            <numerusform>%n page scanned and kept.</numerusform>
            <numerusform>%n pages scanned and kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookedUp</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MindingQueue</name>
    <message numerus="yes">
        <source>%n submission(s)</source>
        <translation>
            <numerusform>%n submission</numerusform>
            <numerusform>%n submissions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed attempt(s)</source>
        <translation>
            <numerusform>%n failed attempt</numerusform>
            <numerusform>%n failed attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanningExport</name>
    <message numerus="yes">
        <source>Write %n submission(s) to the stick?</source>
        <translation>
            <numerusform>Write %n submission to the stick?</numerusform>
            <numerusform>Write %n submissions to the stick?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) wait: at most %1.</source>
        <translation>
            <numerusform>%n submission waits: at most %1.</numerusform>
            <numerusform>%n submissions wait: at most %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingFindings</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingLog</name>
    <message numerus="yes">
        <source>%n line(s). Hong Kong time.</source>
        <translation>
            <numerusform>%n line. Hong Kong time.</numerusform>
            <numerusform>%n lines. Hong Kong time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) not in the catalogue, left out</source>
        <translation>
            <numerusform>%n line not in the catalogue, left out</numerusform>
            <numerusform>%n lines not in the catalogue, left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message numerus="yes">
        <source>%n page(s) in all. Please compare with the paper in your hand.</source>
        <translation>
            <numerusform>One page in all. Please compare with the paper in your hand.</numerusform>
            <numerusform>%n pages in all. Please compare with the paper in your hand.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message numerus="yes">
        <source>%n page(s) scanned</source>
        <translation>
            <numerusform>%n page scanned</numerusform>
            <numerusform>%n pages scanned</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TestingTouch</name>
    <message numerus="yes">
        <source>%n place(s) left</source>
        <translation>
            <numerusform>%n place left</numerusform>
            <numerusform>%n places left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchingSockets</name>
    <message numerus="yes">
        <source>%n device(s) plugged in</source>
        <translation>
            <numerusform>%n device plugged in</numerusform>
            <numerusform>%n devices plugged in</numerusform>
        </translation>
    </message>
</context>
</TS>
