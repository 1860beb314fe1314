<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_Hant" sourcelanguage="en">
<context>
    <name>ArrangingSheets</name>
    <message>
        <source>Are these all your pages, the right way up?</source>
        <translation>這些是所有頁面嗎？方向正確嗎？</translation>
    </message>
    <message>
        <source>Touch a page to turn it, to scan it again or to remove it.</source>
        <translation>觸按任何一頁，即可旋轉、重新掃描或移除。</translation>
    </message>
    <message>
        <source>Page %1 is marked. Touch it once more when it is right.</source>
        <translation>已選取第 %1 頁。處理妥當後，請再觸按一次。</translation>
    </message>
    <message numerus="yes">
        <source>These are all %n page(s)</source>
        <translation>
            <numerusform>就是這 %n 頁</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan more paper</source>
        <translation>再掃描紙張</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋轉</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>重新掃描</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>Captured</name>
    <message>
        <source>Received by iCMS at %1.</source>
        <translation>iCMS 已於 %1 收到。</translation>
    </message>
    <message>
        <source>Captured. It goes to iCMS by itself.</source>
        <translation>已收存，並會自動傳送至 iCMS。</translation>
    </message>
    <message>
        <source>Captured. Not yet received by iCMS.</source>
        <translation>已收存，iCMS 尚未收到。</translation>
    </message>
    <message>
        <source>Captured. Going to iCMS: %1 %.</source>
        <translation>已收存，現正傳送至 iCMS：%1 %。</translation>
    </message>
    <message>
        <source>Refused by iCMS. It is kept on this kiosk.</source>
        <translation>iCMS 拒絕接收，文件仍保存於本機。</translation>
    </message>
    <message>
        <source>Captured. The Registry&apos;s staff see to the sending.</source>
        <translation>已收存，登記處職員會跟進傳送。</translation>
    </message>
    <message>
        <source>The stored copy is damaged. The staff will help.</source>
        <translation>所存副本已損壞，職員會協助你。</translation>
    </message>
    <message>
        <source>Captured. Delivery is being confirmed.</source>
        <translation>已收存，現正確認 iCMS 是否已收到。</translation>
    </message>
    <message>
        <source>Please take your slip from the printer.</source>
        <translation>請從打印機取回收據。</translation>
    </message>
    <message>
        <source>There is no printer here. Photograph the QR code or write the number down: that suffices.</source>
        <translation>本機沒有打印機。拍下二維碼或抄下號碼即可。</translation>
    </message>
    <message>
        <source>The slip was not printed.</source>
        <translation>收據未能印出。</translation>
    </message>
    <message>
        <source>Your slip is being printed.</source>
        <translation>正在列印收據。</translation>
    </message>
    <message>
        <source>The Registry is open now.</source>
        <translation>登記處現正辦公。</translation>
    </message>
    <message>
        <source>Please ask at the Registry when it opens next.</source>
        <translation>請向登記處查詢下次辦公時間。</translation>
    </message>
    <message>
        <source>The Registry is closed: the paper can be filed from %1.</source>
        <translation>登記處現已關閉：文件正本最早可於 %1 存檔。</translation>
    </message>
    <message>
        <source>Confidential case</source>
        <translation>保密案件</translation>
    </message>
    <message>
        <source>New %1 case</source>
        <translation>新 %1 案件</translation>
    </message>
    <message>
        <source>Your document is safe on this kiosk</source>
        <translation>你的文件已穩妥存於本機</translation>
    </message>
    <message>
        <source>Please take this number to the counter</source>
        <translation>請帶同此編號到櫃位</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>再次列印</translation>
    </message>
    <message>
        <source>You need not wait for the sending.</source>
        <translation>你無須等候傳送完成。</translation>
    </message>
    <message>
        <source>Another document</source>
        <translation>另一份文件</translation>
    </message>
    <message>
        <source>Code to check the receipt</source>
        <translation>查核收據的二維碼</translation>
    </message>
    <message>
        <source>Check the receipt</source>
        <translation>查核收據</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 頁</numerusform>
        </translation>
    </message>
    <message>
        <source>Captured %1, Hong Kong time</source>
        <translation>香港時間 %1 收存</translation>
    </message>
    <message>
        <source>This is not the filing: your document is not filed until the Registry accepts the paper.</source>
        <translation>這並不是存檔：登記處接納文件正本後，文件才算存檔。</translation>
    </message>
</context>
<context>
    <name>Capturing</name>
    <message>
        <source>Your documents are being stored safely</source>
        <translation>正在穩妥儲存你的文件</translation>
    </message>
    <message>
        <source>Please wait a moment. Your receipt comes next.</source>
        <translation>請稍候，接着會顯示收據。</translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>Your pages are being checked</source>
        <translation>正在檢查你的頁面</translation>
    </message>
    <message>
        <source>Your documents are being checked</source>
        <translation>正在檢查你的文件</translation>
    </message>
    <message>
        <source>Your documents are being copied</source>
        <translation>正在複製你的文件</translation>
    </message>
    <message>
        <source>You may take your USB device now. Everything needed is on this kiosk.</source>
        <translation>你現在可以取回 USB 裝置，所需檔案已存於本機。</translation>
    </message>
    <message>
        <source>Please leave your USB device in until the copy is complete.</source>
        <translation>複製完成前，請勿拔出 USB 裝置。</translation>
    </message>
    <message>
        <source>Please take your paper out of the scanner now: you need it at the Registry.</source>
        <translation>請取回掃描器上的紙本：到登記處時需要用到。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已複製</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>正在複製</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Then: check every page</source>
        <translation>然後：逐頁檢查</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>正在檢查 %1</translation>
    </message>
    <message>
        <source>Checking every page</source>
        <translation>正在逐頁檢查</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>Which files do you hand in?</source>
        <translation>你要提交哪些檔案？</translation>
    </message>
    <message>
        <source>Which files on %1?</source>
        <translation>要提交 %1 內的哪些檔案？</translation>
    </message>
    <message>
        <source>Touch each file that belongs to this document.</source>
        <translation>請輕觸屬於這份文件的每個檔案。</translation>
    </message>
    <message>
        <source>Check the files</source>
        <translation>檢查檔案</translation>
    </message>
    <message numerus="yes">
        <source>Check %n file(s)</source>
        <translation>
            <numerusform>檢查 %n 個檔案</numerusform>
        </translation>
    </message>
    <message>
        <source>only PDF files and pictures (JPEG, TIFF, PNG) can be taken</source>
        <translation>只接受 PDF 檔案及圖片（JPEG、TIFF、PNG）</translation>
    </message>
    <message>
        <source>too large to be handed in</source>
        <translation>檔案太大，不能提交</translation>
    </message>
</context>
<context>
    <name>ChoosingDocumentType</name>
    <message>
        <source>What is the document?</source>
        <translation>這是甚麼文件？</translation>
    </message>
    <message numerus="yes">
        <source>%n document type(s) with “%1”</source>
        <translation>
            <numerusform>%n 種文件的名稱含「%1」</numerusform>
        </translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>按名稱搜尋</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>顯示全部</translation>
    </message>
</context>
<context>
    <name>ConfirmingReadiness</name>
    <message>
        <source>Is the document ready?</source>
        <translation>文件準備好了嗎？</translation>
    </message>
    <message>
        <source>%1: touch each line that is done.</source>
        <translation>%1：已辦妥的，請逐項輕觸。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>尚未準備好</translation>
    </message>
</context>
<context>
    <name>DeskScreen</name>
    <message>
        <source>Leave maintenance</source>
        <translation>離開維護模式</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>檢查</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>佇列</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>插口</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>掃描器</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印機</translation>
    </message>
    <message>
        <source>Touch</source>
        <translation>觸控</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日誌</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服務</translation>
    </message>
</context>
<context>
    <name>EnteringCase</name>
    <message>
        <source>What type of case will it be?</source>
        <translation>將會是哪類案件？</translation>
    </message>
    <message>
        <source>What type of case is it?</source>
        <translation>這是哪類案件？</translation>
    </message>
    <message>
        <source>What is the number of the case?</source>
        <translation>案件編號是甚麼？</translation>
    </message>
    <message>
        <source>The Registry gives the number when you file the paper.</source>
        <translation>文件正本存檔時，登記處會編配案件編號。</translation>
    </message>
    <message>
        <source>The letters stand before the number on the first page.</source>
        <translation>英文字母見於首頁案件編號之前。</translation>
    </message>
    <message>
        <source>Yes, %1</source>
        <translation>是，%1</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不是</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>是否指 %1？</translation>
    </message>
    <message>
        <source>Touch the number, then the year.</source>
        <translation>請先輸入編號，再選年份。</translation>
    </message>
    <message>
        <source>Now touch the year.</source>
        <translation>請再選年份。</translation>
    </message>
    <message>
        <source>Other letters</source>
        <translation>其他英文字母</translation>
    </message>
    <message>
        <source>Type the whole line</source>
        <translation>輸入整個編號</translation>
    </message>
    <message>
        <source>Case number, as on the first page</source>
        <translation>案件編號（見首頁）</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>未有編號</translation>
    </message>
    <message>
        <source>A new case</source>
        <translation>新案件</translation>
    </message>
    <message>
        <source>The number stands at the top of the first page.</source>
        <translation>案件編號見於文件首頁頂部。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>An earlier year</source>
        <translation>較早的年份</translation>
    </message>
</context>
<context>
    <name>EnteringPin</name>
    <message>
        <source>Maintenance: please key in the PIN</source>
        <translation>維護模式：請輸入密碼</translation>
    </message>
    <message>
        <source>No PIN is set on this machine, so nobody can enter here. Set one with the command %1.</source>
        <translation>本機未設定密碼，任何人均不能由此進入。請以指令 %1 設定。</translation>
    </message>
    <message>
        <source>Too many wrong tries.</source>
        <translation>輸入錯誤次數過多。</translation>
    </message>
    <message>
        <source>That was not the PIN.</source>
        <translation>密碼不正確。</translation>
    </message>
    <message>
        <source>For technicians only. Everything done here is on record.</source>
        <translation>只供技術人員使用。所有操作均會記錄。</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>確定</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s)</source>
        <translation>
            <numerusform>已輸入 %n 個數字</numerusform>
        </translation>
    </message>
    <message>
        <source>Locked for another %1.</source>
        <translation>尚須等候 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n more try(ies) before a wait</source>
        <translation>
            <numerusform>再錯 %n 次便須等候</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exported</name>
    <message>
        <source>The stick may be pulled out now</source>
        <translation>現在可以拔出 USB 裝置</translation>
    </message>
    <message>
        <source>The report and the log are on it.</source>
        <translation>報告及日誌已寫入裝置。</translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) are on it. They stay in the queue here until iCMS acknowledges them. Bring it to the centre.</source>
        <translation>
            <numerusform>裝置上有 %n 項提交。iCMS 確認收到前，各項仍留在本機佇列。請把裝置送交中心。</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>返回佇列</translation>
    </message>
    <message>
        <source>At the centre: %1</source>
        <translation>在中心執行：%1</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Leave the stick in</source>
        <translation>請勿拔出 USB 裝置</translation>
    </message>
    <message>
        <source>Whoever goes to another desk stops it; nothing is lost by that.</source>
        <translation>轉往其他項目即會中止，不會有任何損失。</translation>
    </message>
    <message>
        <source>Encrypting and writing …</source>
        <translation>正在加密及寫入……</translation>
    </message>
    <message>
        <source>Comparing what is on the stick …</source>
        <translation>正在核對裝置上的內容……</translation>
    </message>
    <message>
        <source>Making the readiness report …</source>
        <translation>正在製作檢查報告……</translation>
    </message>
</context>
<context>
    <name>Goodbye</name>
    <message>
        <source>Please take your USB device</source>
        <translation>請取回你的 USB 裝置</translation>
    </message>
    <message>
        <source>Thank you. Your visit is over.</source>
        <translation>多謝使用，再見。</translation>
    </message>
    <message>
        <source>Nothing was handed over. Everything you entered is wiped.</source>
        <translation>未有提交任何文件。你輸入的一切已清除。</translation>
    </message>
    <message>
        <source>Everything is wiped from this screen. Now take the paper to the Registry. Your number: %1</source>
        <translation>畫面上的資料已全部清除。請把文件正本送交登記處。你的編號：%1</translation>
    </message>
    <message>
        <source>It is still in the socket. Nothing was written to it.</source>
        <translation>裝置仍插在插口內。本機沒有寫入任何資料。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>Resource Centre</source>
        <translation>資源中心</translation>
    </message>
    <message>
        <source>Judiciary, general enquiries</source>
        <translation>司法機構一般查詢</translation>
    </message>
    <message>
        <source>iCMS, technical help</source>
        <translation>iCMS 技術支援</translation>
    </message>
    <message>
        <source>Appointments</source>
        <translation>預約</translation>
    </message>
    <message>
        <source>How can we help?</source>
        <translation>需要協助嗎？</translation>
    </message>
    <message>
        <source>The staff of the Resource Centre are at the counter. They help with this kiosk and with procedure, not with legal advice.</source>
        <translation>資源中心職員在櫃位當值，可就使用本機及程序事宜提供協助，但不會提供法律意見。</translation>
    </message>
    <message>
        <source>Close help</source>
        <translation>關閉說明</translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation>結束使用</translation>
    </message>
</context>
<context>
    <name>Identifying</name>
    <message>
        <source>Who is handing in the document?</source>
        <translation>由誰提交文件？</translation>
    </message>
    <message>
        <source>What should the receipt say about you?</source>
        <translation>收據上要列出你的甚麼資料？</translation>
    </message>
    <message>
        <source>All three are optional. Touch a line to fill it in, or just continue.</source>
        <translation>三項均可不填。輕觸一項即可填寫，或直接繼續。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Law firm</source>
        <translation>律師行</translation>
    </message>
    <message>
        <source>Solicitors and their clerks</source>
        <translation>律師及律師行文員</translation>
    </message>
    <message>
        <source>Government or organisation</source>
        <translation>政府或機構</translation>
    </message>
    <message>
        <source>Departments and public bodies</source>
        <translation>政府部門及公共機構</translation>
    </message>
    <message>
        <source>In person</source>
        <translation>無律師代表訴訟人</translation>
    </message>
    <message>
        <source>I act for myself, without a lawyer</source>
        <translation>我沒有律師代表</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的姓名</translation>
    </message>
    <message>
        <source>Name of the department or organisation</source>
        <translation>部門或機構名稱</translation>
    </message>
    <message>
        <source>Name of the firm</source>
        <translation>律師行名稱</translation>
    </message>
    <message>
        <source>Your own reference</source>
        <translation>你的檔號</translation>
    </message>
    <message>
        <source>Telephone, in case the Court has a question</source>
        <translation>電話（法院如有查詢）</translation>
    </message>
    <message>
        <source>Touch to fill in</source>
        <translation>輕觸填寫</translation>
    </message>
</context>
<context>
    <name>Inserting</name>
    <message>
        <source>Which device holds your documents?</source>
        <translation>你的文件在哪個裝置內？</translation>
    </message>
    <message>
        <source>Your USB device is being read</source>
        <translation>正在讀取你的 USB 裝置</translation>
    </message>
    <message>
        <source>Please plug in your USB device</source>
        <translation>請插入你的 USB 裝置</translation>
    </message>
    <message>
        <source>Please leave it in. This takes a few seconds.</source>
        <translation>請勿拔出。需時數秒。</translation>
    </message>
    <message>
        <source>A memory stick or a portable hard disk. Nothing is ever written to it.</source>
        <translation>USB 記憶棒或外置硬碟均可。本機絕不會寫入任何資料。</translation>
    </message>
    <message>
        <source>Scan my paper here</source>
        <translation>在此掃描紙本</translation>
    </message>
    <message>
        <source>Device without a name</source>
        <translation>未命名的裝置</translation>
    </message>
</context>
<context>
    <name>Inspecting</name>
    <message>
        <source>Looking at everything …</source>
        <translation>正在逐項檢查……</translation>
    </message>
    <message>
        <source>This kiosk is ready</source>
        <translation>本機已準備就緒</translation>
    </message>
    <message>
        <source>This kiosk is not ready</source>
        <translation>本機未準備就緒</translation>
    </message>
    <message>
        <source>Not everything is known</source>
        <translation>有項目未能得知</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) made</source>
        <translation>
            <numerusform>已檢查 %n 項</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n check(s) passed.</source>
        <translation>
            <numerusform>全部 %n 項檢查均通過。</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed: %1. Not known: %2. Of %3 checks.</source>
        <translation>共 %3 項：%1 項不通過，%2 項未能得知。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再次檢查</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Take the last letter away</source>
        <translation>刪除最後一個字母</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>KioskScreen</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>LoadingPaper</name>
    <message>
        <source>Please put page %1 back</source>
        <translation>請放回第 %1 頁</translation>
    </message>
    <message>
        <source>Please put in the next pages</source>
        <translation>請放入其餘頁面</translation>
    </message>
    <message>
        <source>Please put your paper in the scanner</source>
        <translation>請把紙本放入掃描器</translation>
    </message>
    <message>
        <source>Only this one page. It takes the place of the first scan.</source>
        <translation>只放這一頁，新的掃描會取代原來的。</translation>
    </message>
    <message>
        <source>All sheets at once, as many as fit. Then touch the button.</source>
        <translation>請一次放入這份文件的所有紙張（以可容納為限），然後觸按按鈕。</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) kept. Please put back from page %1 on.</source>
        <translation>
            <numerusform>已保留 %n 頁。請由第 %1 頁開始放回。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) scanned and kept.</source>
        <translation>
            <numerusform>已掃描並保留 %n 頁。</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>開始掃描</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 頁</translation>
    </message>
    <message>
        <source>Printed side up</source>
        <translation>有字的一面向上</translation>
    </message>
    <message>
        <source>Top edge first</source>
        <translation>頁頂先入</translation>
    </message>
    <message>
        <source>No staples or clips</source>
        <translation>拆去釘書釘及夾子</translation>
    </message>
</context>
<context>
    <name>LookedUp</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Another number</source>
        <translation>另一編號</translation>
    </message>
    <message>
        <source>The Registry&apos;s answer as of %1</source>
        <translation>登記處截至 %1 的回覆</translation>
    </message>
    <message>
        <source>It is safe on this kiosk, and not yet with iCMS</source>
        <translation>已安全儲存在本機，iCMS 尚未收到</translation>
    </message>
    <message>
        <source>The Registry has returned it</source>
        <translation>登記處已退回</translation>
    </message>
    <message>
        <source>The Registry has accepted it</source>
        <translation>登記處已接納</translation>
    </message>
    <message>
        <source>iCMS has received it</source>
        <translation>iCMS 已收到</translation>
    </message>
    <message>
        <source>iCMS has refused it</source>
        <translation>iCMS 拒絕接收</translation>
    </message>
    <message>
        <source>It is safe on this kiosk; the staff see to the sending</source>
        <translation>已安全儲存在本機，由職員跟進傳送</translation>
    </message>
    <message>
        <source>The stored copy is damaged</source>
        <translation>本機副本已損壞</translation>
    </message>
    <message>
        <source>It was sent, and is being confirmed</source>
        <translation>已經傳送，正待確認</translation>
    </message>
    <message>
        <source>It goes to iCMS by itself.</source>
        <translation>系統會自動傳送至 iCMS。</translation>
    </message>
    <message>
        <source>You need not do anything. Please look again later.</source>
        <translation>你無須處理，請稍後再查詢。</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 份文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 頁</numerusform>
        </translation>
    </message>
    <message>
        <source>Captured %1</source>
        <translation>收存時間：%1</translation>
    </message>
    <message>
        <source>Received by iCMS %1</source>
        <translation>iCMS 收到時間：%1</translation>
    </message>
</context>
<context>
    <name>LookingUp</name>
    <message>
        <source>What is the number of the submission?</source>
        <translation>請輸入提交編號</translation>
    </message>
    <message>
        <source>It stands at the top of your receipt and begins with RC.</source>
        <translation>編號在收據頂部，以 RC 開首。</translation>
    </message>
    <message>
        <source>Look it up</source>
        <translation>查詢</translation>
    </message>
    <message>
        <source>No digit yet</source>
        <translation>尚未輸入數字</translation>
    </message>
    <message>
        <source>You see how far the sending is and what the Registry says. Names, case and documents are not shown here.</source>
        <translation>你可查看傳送情況及登記處的回覆。姓名、案件及文件內容不會在此顯示。</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Scanned documents for iCMS</source>
        <translation>iCMS 文件掃描本提交機</translation>
    </message>
</context>
<context>
    <name>MindingQueue</name>
    <message>
        <source>Looking at the queue …</source>
        <translation>正在查看佇列……</translation>
    </message>
    <message>
        <source>The queue is empty</source>
        <translation>佇列沒有提交</translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s)</source>
        <translation>
            <numerusform>%n 項提交</numerusform>
        </translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再次檢查</translation>
    </message>
    <message>
        <source>Export to a stick</source>
        <translation>匯出至 USB 裝置</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>暫停傳送</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>解除暫停</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重試</translation>
    </message>
    <message>
        <source>Print slip again</source>
        <translation>再次列印收據</translation>
    </message>
    <message>
        <source>The slip is being printed.</source>
        <translation>正在列印收據。</translation>
    </message>
    <message>
        <source>The slip is printed.</source>
        <translation>收據已列印。</translation>
    </message>
    <message>
        <source>The slip could not be printed. See the printer.</source>
        <translation>收據未能列印，請查看打印機。</translation>
    </message>
    <message>
        <source>This kiosk has no printer.</source>
        <translation>本機沒有打印機。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>已辦妥。</translation>
    </message>
    <message>
        <source>Not possible any more: it has moved on meanwhile.</source>
        <translation>未能執行：這項提交的狀態已經改變。</translation>
    </message>
    <message>
        <source>What is to be done with %1?</source>
        <translation>如何處理 %1？</translation>
    </message>
    <message>
        <source>Touch one to hold it, to try it now or to print its slip.</source>
        <translation>觸按任何一項，即可暫停、立即重試或列印收據。</translation>
    </message>
    <message>
        <source>captured %1 ago</source>
        <translation>%1前收存於本機</translation>
    </message>
    <message numerus="yes">
        <source>%n failed attempt(s)</source>
        <translation>
            <numerusform>%n 次未成功</numerusform>
        </translation>
    </message>
    <message>
        <source>next: any moment</source>
        <translation>隨時再試</translation>
    </message>
    <message>
        <source>next in %1</source>
        <translation>%1後再試</translation>
    </message>
</context>
<context>
    <name>NotReady</name>
    <message>
        <source>Please do this first, then come back</source>
        <translation>請先辦妥以下事項，然後再來</translation>
    </message>
    <message>
        <source>Nothing is lost: nothing has been handed over yet.</source>
        <translation>放心，至今未有提交任何文件。</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>May we use what you hand in?</source>
        <translation>你同意我們使用你提交的資料嗎？</translation>
    </message>
    <message>
        <source>Yes, I agree</source>
        <translation>是，我同意</translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>Take the last digit away</source>
        <translation>刪除最後一個數字</translation>
    </message>
</context>
<context>
    <name>OutOfService</name>
    <message>
        <source>This kiosk is out of service</source>
        <translation>本機暫停服務</translation>
    </message>
    <message>
        <source>The kiosk looks again by itself.</source>
        <translation>本機會自動再檢查。</translation>
    </message>
</context>
<context>
    <name>PlanningExport</name>
    <message>
        <source>Looking at the queue and the sockets …</source>
        <translation>正在查看佇列及插口……</translation>
    </message>
    <message numerus="yes">
        <source>Write %n submission(s) to the stick?</source>
        <translation>
            <numerusform>要把 %n 項提交寫入 USB 裝置嗎？</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the centre can open the file. The queue stays as it is here.</source>
        <translation>檔案只有中心能夠開啟。本機的佇列保持不變。</translation>
    </message>
    <message>
        <source>Write now</source>
        <translation>立即寫入</translation>
    </message>
    <message>
        <source>Report only</source>
        <translation>只寫入報告</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>沒有等候傳送的提交。</translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) wait: at most %1.</source>
        <translation>
            <numerusform>%n 項提交等候傳送：最多 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>No stick %1</source>
        <translation>沒有名為 %1 的裝置</translation>
    </message>
    <message>
        <source>Stick: %1</source>
        <translation>裝置：%1</translation>
    </message>
    <message>
        <source>Stick in socket %1: %2</source>
        <translation>裝置在插口 %1：%2</translation>
    </message>
    <message>
        <source>The signed readiness report and the log go along.</source>
        <translation>經簽署的檢查報告及日誌會一併寫入。</translation>
    </message>
</context>
<context>
    <name>Preparing</name>
    <message>
        <source>Your pages are being prepared</source>
        <translation>正在準備你的文件</translation>
    </message>
    <message>
        <source>Each page gets the kiosk&apos;s stamp in its margin. Your own file stays as it is.</source>
        <translation>每頁頁邊會加上本機的印記。你的檔案不會改動。</translation>
    </message>
    <message>
        <source>Each page gets the kiosk&apos;s stamp in its margin.</source>
        <translation>每頁頁邊會加上本機的印記。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stamping the pages</source>
        <translation>正在加上印記</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>ReadingFindings</name>
    <message>
        <source>Something must be fixed first</source>
        <translation>有些事項必須先改正</translation>
    </message>
    <message>
        <source>Please look at this before you go on</source>
        <translation>繼續前，請先看看以下事項</translation>
    </message>
    <message>
        <source>Everything is fine</source>
        <translation>一切妥當</translation>
    </message>
    <message>
        <source>These pages cannot be handed in as they are. Nothing has been handed over.</source>
        <translation>這些頁面不能照現狀提交。目前沒有提交任何文件。</translation>
    </message>
    <message>
        <source>These files cannot be handed in as they are. Nothing has been handed over.</source>
        <translation>這些檔案現時未能提交。至今未有提交任何文件。</translation>
    </message>
    <message>
        <source>Touch what may be mended on the copy, or go on without.</source>
        <translation>請觸按副本要修正的項目，或直接繼續。</translation>
    </message>
    <message>
        <source>You may go on if you are content with it.</source>
        <translation>如你認為可以接受，便可繼續。</translation>
    </message>
    <message>
        <source>Every file opens, and every page was looked at.</source>
        <translation>所有檔案均可開啟，每一頁都已檢查。</translation>
    </message>
    <message>
        <source>Every page was looked at.</source>
        <translation>每一頁均已檢查。</translation>
    </message>
    <message>
        <source>Choose other files</source>
        <translation>選擇其他檔案</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Back to the pages</source>
        <translation>返回頁面</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 頁</numerusform>
        </translation>
    </message>
    <message>
        <source>Your scan</source>
        <translation>你的掃描本</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>第 %1 頁</translation>
    </message>
    <message>
        <source>pages %1</source>
        <translation>第 %1 頁</translation>
    </message>
    <message>
        <source>Nothing to mend: it can be handed in.</source>
        <translation>無須改正，可以提交。</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 頁</translation>
    </message>
</context>
<context>
    <name>ReadingLog</name>
    <message>
        <source>Reading the log …</source>
        <translation>正在讀取日誌……</translation>
    </message>
    <message>
        <source>The log cannot be read</source>
        <translation>未能讀取日誌</translation>
    </message>
    <message>
        <source>Lines with %1</source>
        <translation>%1 的紀錄</translation>
    </message>
    <message>
        <source>The latest lines, newest first</source>
        <translation>最新紀錄，由新至舊</translation>
    </message>
    <message>
        <source>Restart the kiosk. If it stays so, call the court&apos;s IT.</source>
        <translation>請重新啟動本機。如仍如此，請通知法院資訊科技人員。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s). Hong Kong time.</source>
        <translation>
            <numerusform>共 %n 行。時間為香港時間。</numerusform>
        </translation>
    </message>
    <message>
        <source>Hong Kong time. Touch a line with a code to see only those with it.</source>
        <translation>時間為香港時間。觸按有代碼的一行，即只顯示該代碼。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) not in the catalogue, left out</source>
        <translation>
            <numerusform>另有 %n 行不在目錄內，不予顯示</numerusform>
        </translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新讀取</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>所有紀錄</translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <source>Is this what you want to hand over?</source>
        <translation>這是否你要提交的文件？</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) in all. Please compare with the paper in your hand.</source>
        <translation>
            <numerusform>共 %n 頁。請與手上的文件核對。</numerusform>
        </translation>
    </message>
    <message>
        <source>Hand it over</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>What was scanned</source>
        <translation>掃描所得</translation>
    </message>
    <message>
        <source>This page is left out of the copy</source>
        <translation>副本將略去此頁</translation>
    </message>
    <message>
        <source>The kiosk adds this sheet</source>
        <translation>本機加入此頁</translation>
    </message>
    <message>
        <source>Your scan</source>
        <translation>你的掃描本</translation>
    </message>
    <message>
        <source>The page before</source>
        <translation>上一頁</translation>
    </message>
    <message>
        <source>What you brought</source>
        <translation>你帶來的</translation>
    </message>
    <message>
        <source>What will be sent</source>
        <translation>將會傳送的</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 頁，共 %2 頁</translation>
    </message>
    <message>
        <source>The page after</source>
        <translation>下一頁</translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message>
        <source>Page %1 is being scanned again</source>
        <translation>正在重新掃描第 %1 頁</translation>
    </message>
    <message>
        <source>Your paper is being scanned</source>
        <translation>正在掃描你的紙本</translation>
    </message>
    <message>
        <source>Please leave the paper alone until the scanner stops by itself.</source>
        <translation>請勿觸動紙張，直至掃描器自行停止。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What is scanned is kept.</source>
        <translation>已掃描的頁面會保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) scanned</source>
        <translation>
            <numerusform>已掃描 %n 頁</numerusform>
        </translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 頁</translation>
    </message>
</context>
<context>
    <name>SeverityMark</name>
    <message>
        <source>Must fix</source>
        <translation>必須改正</translation>
    </message>
    <message>
        <source>Please look</source>
        <translation>請留意</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>妥當</translation>
    </message>
</context>
<context>
    <name>SheetCard</name>
    <message>
        <source>Page %1</source>
        <translation>第 %1 頁</translation>
    </message>
</context>
<context>
    <name>Sorry</name>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation>結束使用</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>You</source>
        <translation>身分</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>頁面</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>檢查</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收據</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>第 %1 步，共 %2 步：%3</translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message>
        <source>Are you still there?</source>
        <translation>你還在嗎？</translation>
    </message>
    <message>
        <source>This visit will end by itself. What you have handed over is safe on this kiosk.</source>
        <translation>本次使用會自動結束。你已提交的文件已穩妥存於本機。</translation>
    </message>
    <message>
        <source>If not, this visit ends and everything you entered is wiped. Nothing has been handed over yet.</source>
        <translation>如無回應，本次使用便會結束，你輸入的一切會被清除。至今未有提交任何文件。</translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation>結束使用</translation>
    </message>
    <message>
        <source>I need more time</source>
        <translation>我需要多些時間</translation>
    </message>
</context>
<context>
    <name>SwitchingService</name>
    <message>
        <source>What is to be started anew?</source>
        <translation>要重新啟動甚麼？</translation>
    </message>
    <message>
        <source>This kiosk is out of service</source>
        <translation>本機暫停服務</translation>
    </message>
    <message>
        <source>This kiosk is in service</source>
        <translation>本機服務中</translation>
    </message>
    <message>
        <source>What is captured is safe and is sent afterwards.</source>
        <translation>已收存的文件安全無損，重新啟動後會繼續傳送。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>設定並未改變。</translation>
    </message>
    <message>
        <source>Since %1. Visitors read:</source>
        <translation>自 %1 起。使用者會看到：</translation>
    </message>
    <message>
        <source>To take it out of service, touch what visitors are to read.</source>
        <translation>如要暫停服務，請觸按給使用者看的訊息。</translation>
    </message>
    <message>
        <source>Visitors will read:</source>
        <translation>使用者會看到：</translation>
    </message>
    <message>
        <source>Start anew now</source>
        <translation>立即重新啟動</translation>
    </message>
    <message>
        <source>Back in service</source>
        <translation>恢復服務</translation>
    </message>
    <message>
        <source>Take out of service</source>
        <translation>暫停服務</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Restart …</source>
        <translation>重新啟動……</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>另選訊息</translation>
    </message>
    <message>
        <source>Being serviced</source>
        <translation>正在維修</translation>
    </message>
    <message>
        <source>Out of order</source>
        <translation>發生故障</translation>
    </message>
    <message>
        <source>Not in use today</source>
        <translation>今天暫停使用</translation>
    </message>
    <message>
        <source>iCMS is being maintained</source>
        <translation>iCMS 系統維護</translation>
    </message>
    <message>
        <source>The application</source>
        <translation>應用程式</translation>
    </message>
    <message>
        <source>Takes some seconds; the screen goes dark meanwhile.</source>
        <translation>需時數秒，其間屏幕會變黑。</translation>
    </message>
    <message>
        <source>The whole machine</source>
        <translation>整部機</translation>
    </message>
    <message>
        <source>Takes a minute or two.</source>
        <translation>需時一至兩分鐘。</translation>
    </message>
</context>
<context>
    <name>TallList</name>
    <message>
        <source>Earlier in the list</source>
        <translation>上一頁</translation>
    </message>
    <message>
        <source>Further in the list</source>
        <translation>下一頁</translation>
    </message>
</context>
<context>
    <name>TestingPrinter</name>
    <message>
        <source>Looking at the printer …</source>
        <translation>正在查看打印機……</translation>
    </message>
    <message>
        <source>Print a test slip</source>
        <translation>列印測試紙條</translation>
    </message>
    <message>
        <source>The test slip is being printed …</source>
        <translation>正在列印測試紙條……</translation>
    </message>
    <message>
        <source>The printer says that the test slip is printed. Every bar on it must be whole.</source>
        <translation>打印機表示測試紙條已印妥。紙上每條線均須完整。</translation>
    </message>
    <message>
        <source>The test slip did not come out.</source>
        <translation>測試紙條未能印出。</translation>
    </message>
    <message>
        <source>A test slip says that it is a test, and has a bar for every dot of the print head.</source>
        <translation>測試紙條註明屬測試，並有線條逐點檢查打印頭。</translation>
    </message>
    <message>
        <source>It can print</source>
        <translation>可以列印</translation>
    </message>
    <message>
        <source>It cannot print</source>
        <translation>不能列印</translation>
    </message>
    <message>
        <source>It does not say</source>
        <translation>狀況不明</translation>
    </message>
</context>
<context>
    <name>TestingScanner</name>
    <message>
        <source>The test page is being scanned</source>
        <translation>正在掃描測試頁</translation>
    </message>
    <message>
        <source>The scanner gave this page</source>
        <translation>掃描器掃出這一頁</translation>
    </message>
    <message>
        <source>The scanner is ready</source>
        <translation>掃描器已準備就緒</translation>
    </message>
    <message>
        <source>Looking for the scanner …</source>
        <translation>正在查看掃描器……</translation>
    </message>
    <message>
        <source>Look for streaks, shadows and cut edges.</source>
        <translation>請留意有否條紋、陰影，或邊緣被截去。</translation>
    </message>
    <message>
        <source>Put in a test page, never a visitor&apos;s document. It is kept nowhere.</source>
        <translation>請放入測試頁，切勿使用他人的文件。掃描結果不會保存。</translation>
    </message>
    <message>
        <source>Scan a test page</source>
        <translation>掃描測試頁</translation>
    </message>
    <message>
        <source>The test page</source>
        <translation>測試頁</translation>
    </message>
</context>
<context>
    <name>TestingTouch</name>
    <message>
        <source>Every place noticed a finger</source>
        <translation>所有位置均有反應</translation>
    </message>
    <message>
        <source>Does every place notice a finger?</source>
        <translation>所有位置都有反應嗎？</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) left</source>
        <translation>
            <numerusform>尚餘 %n 格</numerusform>
        </translation>
    </message>
    <message>
        <source>A grid covers the whole screen. Wipe over every field with one finger.</source>
        <translation>格子會覆蓋整個屏幕。請用一隻手指劃過每一格。</translation>
    </message>
    <message>
        <source>Empty fields have not noticed a finger yet. Go on, or begin again.</source>
        <translation>空白的格子尚未有反應。請繼續，或重新開始。</translation>
    </message>
    <message>
        <source>Test the screen</source>
        <translation>測試屏幕</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>重新開始</translation>
    </message>
    <message>
        <source>To stop, hold a finger still for three seconds.</source>
        <translation>如要停止，請按住不動三秒。</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>High Court</source>
        <translation>高等法院</translation>
    </message>
    <message>
        <source>Scanned documents for iCMS</source>
        <translation>iCMS 文件掃描本提交機</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>大字</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高對比</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>說明</translation>
    </message>
</context>
<context>
    <name>WatchingSockets</name>
    <message>
        <source>Nothing is plugged in</source>
        <translation>沒有插入裝置</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) plugged in</source>
        <translation>
            <numerusform>已插入 %n 個裝置</numerusform>
        </translation>
    </message>
    <message>
        <source>Plug a device into each socket in turn; it is shown here at once.</source>
        <translation>請把裝置逐一插入各插口，這裏會立即顯示。</translation>
    </message>
    <message>
        <source>Being looked at</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>Can be read</source>
        <translation>可以讀取</translation>
    </message>
    <message>
        <source>Not formatted</source>
        <translation>未格式化</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>A format this kiosk does not read</source>
        <translation>本機不能讀取的格式</translation>
    </message>
    <message>
        <source>Failing: it gives read errors</source>
        <translation>裝置出現故障：讀取有錯</translation>
    </message>
    <message>
        <source>Mounted in an unsafe way; see check R08</source>
        <translation>掛載方式不安全；請看 R08 項</translation>
    </message>
    <message>
        <source>A device</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>Socket %1</source>
        <translation>插口 %1</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Hand in the scanned copy of your court document</source>
        <translation>提交法庭文件的掃描本</translation>
    </message>
    <message>
        <source>Bring it on a USB device. It takes about three minutes. You still file the paper itself at the Registry.</source>
        <translation>請把掃描本存於 USB 裝置帶來，約需三分鐘。文件正本仍須到登記處存檔。</translation>
    </message>
    <message>
        <source>Plug in your USB device</source>
        <translation>插入 USB 裝置</translation>
    </message>
    <message>
        <source>Let the kiosk check every page</source>
        <translation>讓本機逐頁檢查</translation>
    </message>
    <message>
        <source>Take your receipt</source>
        <translation>取得收據</translation>
    </message>
    <message>
        <source>Touch here to start</source>
        <translation>輕觸此處開始</translation>
    </message>
    <message>
        <source>Look up a submission</source>
        <translation>查詢提交</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>登記處</translation>
    </message>
    <message>
        <source>Resource Centre</source>
        <translation>資源中心</translation>
    </message>
    <message>
        <source>The Registry closes soon, or is closed for today.</source>
        <translation>登記處即將或已經關閉。</translation>
    </message>
</context>
</TS>
