<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_Hans" sourcelanguage="en">
<context>
    <name>Captured</name>
    <message>
        <source>Captured. It will be sent to iCMS by itself; you need not wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captured. Now being sent to iCMS: %1 %. You need not wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received by iCMS at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iCMS refused it. Please take this number to the counter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captured. Sending is held back; the Registry&apos;s staff look after it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stored copy needs attention. Please take this number to the counter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captured. Whether iCMS has it is being confirmed; you need not wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Registry is open now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please ask at the Registry when it opens next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Registry is closed: the paper can be filed from %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidential case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New %1 case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your document is safe on this kiosk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another document for this case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code to check the receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Captured %1, Hong Kong time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the filing: your document is not filed until the Registry accepts the paper.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Capturing</name>
    <message>
        <source>Your documents are being stored safely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please wait a moment. Your receipt comes next.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>Your documents are being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your documents are being copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may take your USB device now. Everything needed is on this kiosk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please leave your USB device in until the copy is complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then: check every page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>Which files do you hand in?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which files on %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touch each file that belongs to this document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Check %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>only PDF and JPEG files can be taken</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoosingDocumentType</name>
    <message>
        <source>What is the document?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n document type(s) with “%1”</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfirmingReadiness</name>
    <message>
        <source>Is the document ready?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: touch each line that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EnteringCase</name>
    <message>
        <source>What type of case will it be?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What type of case is it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is the number of the case?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Registry gives the number when you file the paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The letters stand before the number on the first page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no number yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touch the number, then the year.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now touch the year.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the whole line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case number, as on the first page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier year</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Goodbye</name>
    <message>
        <source>Please take your USB device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank you. Everything of your visit is wiped from this screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is still in the socket. Nothing was written to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was handed over in this visit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now take the paper to the Registry. Your number: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>Resource Centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judiciary, general enquiries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iCMS, technical help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appointments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How can we help?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The staff of the Resource Centre are at the counter. They help with this kiosk and with procedure, not with legal advice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Identifying</name>
    <message>
        <source>Who is handing in the document?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What should the receipt say about you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All three are optional. Touch a line to fill it in, or just continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I want to scan paper here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Law firm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solicitors and their clerks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Government or organisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Departments and public bodies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I act for myself, without a lawyer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the department or organisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the firm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Telephone, in case the Court has a question</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Inserting</name>
    <message>
        <source>Which device holds your documents?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your USB device is being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please plug in your USB device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please leave it in. This takes a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A memory stick or a portable hard disk. Nothing is ever written to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device without a name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Take the last letter away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Scanned documents for iCMS</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NotReady</name>
    <message>
        <source>Please do this first, then come back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost: nothing has been handed over yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>May we use what you hand in?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, I agree</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>Take the last digit away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutOfService</name>
    <message>
        <source>This kiosk is out of service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kiosk looks again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please go to the counter of the Resource Centre, or use another kiosk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preparing</name>
    <message>
        <source>Your pages are being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each page gets the kiosk&apos;s stamp in its margin. Your own file stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stamping the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadingFindings</name>
    <message>
        <source>Something must be fixed first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please look at this before you go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These files cannot be handed in as they are. Nothing has been handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may go on if you are content with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every file opens, and every page was looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose other files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>page %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to mend: it can be handed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <source>Is this what you want to hand over?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) in all. Please compare with the paper in your hand.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Hand it over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you brought</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What will be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page after</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanningLater</name>
    <message>
        <source>Scanning comes with the next version of this kiosk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kiosk cannot scan paper yet. Please take your paper to the counter of the Resource Centre: the staff will tell you how to have it scanned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have a USB device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeverityMark</name>
    <message>
        <source>Must fix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sorry</name>
    <message>
        <source>Try again with the USB device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>USB device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message>
        <source>Are you still there?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This visit will end by itself. What you have handed over is safe on this kiosk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If not, this visit ends and everything you entered is wiped. Nothing has been handed over yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I need more time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TallList</name>
    <message>
        <source>Earlier in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further in the list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>High Court · Resource Centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanned documents for iCMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Hand in the scanned copy of your court document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it on a USB device. It takes about three minutes. You still file the paper itself at the Registry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touch here to start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resource Centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Registry closes soon, or is closed for today.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
