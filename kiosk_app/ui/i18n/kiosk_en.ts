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
</TS>
