<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_Hans" sourcelanguage="en">
<context>
    <name>ArrangingSheets</name>
    <message>
        <source>Are these all your pages, the right way up?</source>
        <translation>这些是所有页面吗？方向正确吗？</translation>
    </message>
    <message>
        <source>Touch a page to turn it, to scan it again or to remove it.</source>
        <translation>轻触任何一页，即可旋转、重新扫描或移除。</translation>
    </message>
    <message>
        <source>Page %1 is marked. Touch it once more when it is right.</source>
        <translation>已选取第 %1 页。处理妥当后，请再轻触一次。</translation>
    </message>
    <message numerus="yes">
        <source>These are all %n page(s)</source>
        <translation>
            <numerusform>就是这 %n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan more paper</source>
        <translation>再扫描纸张</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>重新扫描</translation>
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
        <translation>iCMS 已于 %1 收到。</translation>
    </message>
    <message>
        <source>Captured. It goes to iCMS by itself.</source>
        <translation>已收存，并会自动传送至 iCMS。</translation>
    </message>
    <message>
        <source>Captured. Not yet received by iCMS.</source>
        <translation>已收存，iCMS 尚未收到。</translation>
    </message>
    <message>
        <source>Captured. Going to iCMS: %1 %.</source>
        <translation>已收存，正在传送至 iCMS：%1 %。</translation>
    </message>
    <message>
        <source>Refused by iCMS. It is kept on this kiosk.</source>
        <translation>iCMS 拒绝接收，文件仍保存于本机。</translation>
    </message>
    <message>
        <source>Captured. The Registry&apos;s staff see to the sending.</source>
        <translation>已收存，登记处职员会跟进传送。</translation>
    </message>
    <message>
        <source>The stored copy is damaged. The staff will help.</source>
        <translation>所存副本已损坏，职员会协助你。</translation>
    </message>
    <message>
        <source>Captured. Delivery is being confirmed.</source>
        <translation>已收存，正在确认 iCMS 是否已收到。</translation>
    </message>
    <message>
        <source>Please take your slip from the printer.</source>
        <translation>请从打印机取回收据。</translation>
    </message>
    <message>
        <source>There is no printer here. Photograph the QR code or write the number down: that suffices.</source>
        <translation>本机没有打印机。拍下二维码或抄下号码即可。</translation>
    </message>
    <message>
        <source>The slip was not printed.</source>
        <translation>收据未能印出。</translation>
    </message>
    <message>
        <source>Your slip is being printed.</source>
        <translation>正在打印收据。</translation>
    </message>
    <message>
        <source>The Registry is open now.</source>
        <translation>登记处正在办公。</translation>
    </message>
    <message>
        <source>Please ask at the Registry when it opens next.</source>
        <translation>请向登记处查询下次办公时间。</translation>
    </message>
    <message>
        <source>The Registry is closed: the paper can be filed from %1.</source>
        <translation>登记处现已关闭：文件正本最早可于 %1 存档。</translation>
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
        <translation>你的文件已安全存于本机</translation>
    </message>
    <message>
        <source>Please take this number to the counter</source>
        <translation>请带此编号到柜台</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>再次打印</translation>
    </message>
    <message>
        <source>You need not wait for the sending.</source>
        <translation>你无须等候传送完成。</translation>
    </message>
    <message>
        <source>Another document</source>
        <translation>另一份文件</translation>
    </message>
    <message>
        <source>Code to check the receipt</source>
        <translation>核对收据的二维码</translation>
    </message>
    <message>
        <source>Check the receipt</source>
        <translation>核对收据</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Captured %1, Hong Kong time</source>
        <translation>香港时间 %1 收存</translation>
    </message>
    <message>
        <source>This is not the filing: your document is not filed until the Registry accepts the paper.</source>
        <translation>这并不是存档：登记处接纳文件正本后，文件才算存档。</translation>
    </message>
</context>
<context>
    <name>Capturing</name>
    <message>
        <source>Your documents are being stored safely</source>
        <translation>正在安全保存你的文件</translation>
    </message>
    <message>
        <source>Please wait a moment. Your receipt comes next.</source>
        <translation>请稍候，接着会显示收据。</translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>Your pages are being checked</source>
        <translation>正在检查你的页面</translation>
    </message>
    <message>
        <source>Your documents are being checked</source>
        <translation>正在检查你的文件</translation>
    </message>
    <message>
        <source>Your documents are being copied</source>
        <translation>正在复制你的文件</translation>
    </message>
    <message>
        <source>You may take your USB device now. Everything needed is on this kiosk.</source>
        <translation>你现在可以取回 USB 设备，所需文件已存于本机。</translation>
    </message>
    <message>
        <source>Please leave your USB device in until the copy is complete.</source>
        <translation>复制完成前，请勿拔出 USB 设备。</translation>
    </message>
    <message>
        <source>Please take your paper out of the scanner now: you need it at the Registry.</source>
        <translation>请取回扫描仪上的纸本：到登记处时需要用到。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Then: check every page</source>
        <translation>然后：逐页检查</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>正在检查 %1</translation>
    </message>
    <message>
        <source>Checking every page</source>
        <translation>正在逐页检查</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>Which files do you hand in?</source>
        <translation>你要提交哪些电子文件？</translation>
    </message>
    <message>
        <source>Which files on %1?</source>
        <translation>要提交 %1 内的哪些电子文件？</translation>
    </message>
    <message>
        <source>Touch each file that belongs to this document.</source>
        <translation>请轻触属于这份法庭文件的每个电子文件。</translation>
    </message>
    <message>
        <source>Check the files</source>
        <translation>检查电子文件</translation>
    </message>
    <message numerus="yes">
        <source>Check %n file(s)</source>
        <translation>
            <numerusform>检查 %n 个电子文件</numerusform>
        </translation>
    </message>
    <message>
        <source>only PDF files and pictures (JPEG, TIFF, PNG) can be taken</source>
        <translation>只接受 PDF 文件及图片（JPEG、TIFF、PNG）</translation>
    </message>
    <message>
        <source>too large to be handed in</source>
        <translation>文件太大，不能提交</translation>
    </message>
</context>
<context>
    <name>ChoosingDocumentType</name>
    <message>
        <source>What is the document?</source>
        <translation>这是什么文件？</translation>
    </message>
    <message numerus="yes">
        <source>%n document type(s) with “%1”</source>
        <translation>
            <numerusform>%n 种文件的名称含“%1”</numerusform>
        </translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>按名称搜索</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>ConfirmingReadiness</name>
    <message>
        <source>Is the document ready?</source>
        <translation>文件准备好了吗？</translation>
    </message>
    <message>
        <source>%1: touch each line that is done.</source>
        <translation>%1：已办妥的，请逐项轻触。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>尚未准备好</translation>
    </message>
</context>
<context>
    <name>DeskScreen</name>
    <message>
        <source>Leave maintenance</source>
        <translation>离开维护模式</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>插口</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫描仪</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Touch</source>
        <translation>触控</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
</context>
<context>
    <name>EnteringCase</name>
    <message>
        <source>What type of case will it be?</source>
        <translation>将会是哪类案件？</translation>
    </message>
    <message>
        <source>What type of case is it?</source>
        <translation>这是哪类案件？</translation>
    </message>
    <message>
        <source>What is the number of the case?</source>
        <translation>案件编号是什么？</translation>
    </message>
    <message>
        <source>The Registry gives the number when you file the paper.</source>
        <translation>文件正本存档时，登记处会分配案件编号。</translation>
    </message>
    <message>
        <source>The letters stand before the number on the first page.</source>
        <translation>英文字母见于首页案件编号之前。</translation>
    </message>
    <message>
        <source>Yes, %1</source>
        <translation>是，%1</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
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
        <translation>请先输入编号，再选年份。</translation>
    </message>
    <message>
        <source>Now touch the year.</source>
        <translation>请再选年份。</translation>
    </message>
    <message>
        <source>Other letters</source>
        <translation>其他英文字母</translation>
    </message>
    <message>
        <source>Type the whole line</source>
        <translation>输入整个编号</translation>
    </message>
    <message>
        <source>Case number, as on the first page</source>
        <translation>案件编号（见首页）</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>尚无编号</translation>
    </message>
    <message>
        <source>A new case</source>
        <translation>新案件</translation>
    </message>
    <message>
        <source>The number stands at the top of the first page.</source>
        <translation>案件编号见于文件首页顶部。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>An earlier year</source>
        <translation>更早的年份</translation>
    </message>
</context>
<context>
    <name>EnteringPin</name>
    <message>
        <source>Maintenance: please key in the PIN</source>
        <translation>维护模式：请输入密码</translation>
    </message>
    <message>
        <source>No PIN is set on this machine, so nobody can enter here. Set one with the command %1.</source>
        <translation>本机未设置密码，任何人均不能由此进入。请以命令 %1 设置。</translation>
    </message>
    <message>
        <source>Too many wrong tries.</source>
        <translation>输入错误次数过多。</translation>
    </message>
    <message>
        <source>That was not the PIN.</source>
        <translation>密码不正确。</translation>
    </message>
    <message>
        <source>For technicians only. Everything done here is on record.</source>
        <translation>只供技术人员使用。所有操作均会记录。</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s)</source>
        <translation>
            <numerusform>已输入 %n 个数字</numerusform>
        </translation>
    </message>
    <message>
        <source>Locked for another %1.</source>
        <translation>尚须等候 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n more try(ies) before a wait</source>
        <translation>
            <numerusform>再错 %n 次便须等候</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exported</name>
    <message>
        <source>The stick may be pulled out now</source>
        <translation>现在可以拔出 USB 设备</translation>
    </message>
    <message>
        <source>The report and the log are on it.</source>
        <translation>报告及日志已写入设备。</translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) are on it. They stay in the queue here until iCMS acknowledges them. Bring it to the centre.</source>
        <translation>
            <numerusform>设备上有 %n 项提交。iCMS 确认收到前，各项仍留在本机队列。请把设备送交中心。</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>返回队列</translation>
    </message>
    <message>
        <source>At the centre: %1</source>
        <translation>在中心执行：%1</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Leave the stick in</source>
        <translation>请勿拔出 USB 设备</translation>
    </message>
    <message>
        <source>Whoever goes to another desk stops it; nothing is lost by that.</source>
        <translation>转往其他项目即会中止，不会有任何损失。</translation>
    </message>
    <message>
        <source>Encrypting and writing …</source>
        <translation>正在加密并写入……</translation>
    </message>
    <message>
        <source>Comparing what is on the stick …</source>
        <translation>正在核对设备上的内容……</translation>
    </message>
    <message>
        <source>Making the readiness report …</source>
        <translation>正在制作检查报告……</translation>
    </message>
</context>
<context>
    <name>Goodbye</name>
    <message>
        <source>Please take your USB device</source>
        <translation>请取回你的 USB 设备</translation>
    </message>
    <message>
        <source>Thank you. Your visit is over.</source>
        <translation>谢谢使用，再见。</translation>
    </message>
    <message>
        <source>Nothing was handed over. Everything you entered is wiped.</source>
        <translation>未提交任何文件。你输入的一切已清除。</translation>
    </message>
    <message>
        <source>Everything is wiped from this screen. Now take the paper to the Registry. Your number: %1</source>
        <translation>屏幕上的信息已全部清除。请把文件正本送交登记处。你的编号：%1</translation>
    </message>
    <message>
        <source>It is still in the socket. Nothing was written to it.</source>
        <translation>设备仍插在接口内。本机没有写入任何数据。</translation>
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
        <translation>资源中心</translation>
    </message>
    <message>
        <source>Judiciary, general enquiries</source>
        <translation>司法机构一般查询</translation>
    </message>
    <message>
        <source>iCMS, technical help</source>
        <translation>iCMS 技术支持</translation>
    </message>
    <message>
        <source>Appointments</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>How can we help?</source>
        <translation>需要帮助吗？</translation>
    </message>
    <message>
        <source>The staff of the Resource Centre are at the counter. They help with this kiosk and with procedure, not with legal advice.</source>
        <translation>资源中心职员在柜台值班，可就使用本机及程序事宜提供协助，但不提供法律意见。</translation>
    </message>
    <message>
        <source>Close help</source>
        <translation>关闭帮助</translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation>结束使用</translation>
    </message>
</context>
<context>
    <name>Identifying</name>
    <message>
        <source>Who is handing in the document?</source>
        <translation>由谁提交文件？</translation>
    </message>
    <message>
        <source>What should the receipt say about you?</source>
        <translation>收据上要列出你的哪些信息？</translation>
    </message>
    <message>
        <source>All three are optional. Touch a line to fill it in, or just continue.</source>
        <translation>三项均可不填。轻触一项即可填写，或直接继续。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Law firm</source>
        <translation>律师行</translation>
    </message>
    <message>
        <source>Solicitors and their clerks</source>
        <translation>律师及律师行文员</translation>
    </message>
    <message>
        <source>Government or organisation</source>
        <translation>政府或机构</translation>
    </message>
    <message>
        <source>Departments and public bodies</source>
        <translation>政府部门及公共机构</translation>
    </message>
    <message>
        <source>In person</source>
        <translation>无律师代表诉讼人</translation>
    </message>
    <message>
        <source>I act for myself, without a lawyer</source>
        <translation>我没有律师代表</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的姓名</translation>
    </message>
    <message>
        <source>Name of the department or organisation</source>
        <translation>部门或机构名称</translation>
    </message>
    <message>
        <source>Name of the firm</source>
        <translation>律师行名称</translation>
    </message>
    <message>
        <source>Your own reference</source>
        <translation>你的档号</translation>
    </message>
    <message>
        <source>Telephone, in case the Court has a question</source>
        <translation>电话（法院如有查询）</translation>
    </message>
    <message>
        <source>Touch to fill in</source>
        <translation>轻触填写</translation>
    </message>
</context>
<context>
    <name>Inserting</name>
    <message>
        <source>Which device holds your documents?</source>
        <translation>你的文件在哪个设备内？</translation>
    </message>
    <message>
        <source>Your USB device is being read</source>
        <translation>正在读取你的 USB 设备</translation>
    </message>
    <message>
        <source>Please plug in your USB device</source>
        <translation>请插入你的 USB 设备</translation>
    </message>
    <message>
        <source>Please leave it in. This takes a few seconds.</source>
        <translation>请勿拔出。需时数秒。</translation>
    </message>
    <message>
        <source>A memory stick or a portable hard disk. Nothing is ever written to it.</source>
        <translation>U 盘或移动硬盘均可。本机绝不会写入任何数据。</translation>
    </message>
    <message>
        <source>Scan my paper here</source>
        <translation>在此扫描纸本</translation>
    </message>
    <message>
        <source>Device without a name</source>
        <translation>未命名的设备</translation>
    </message>
</context>
<context>
    <name>Inspecting</name>
    <message>
        <source>Looking at everything …</source>
        <translation>正在逐项检查……</translation>
    </message>
    <message>
        <source>This kiosk is ready</source>
        <translation>本机已准备就绪</translation>
    </message>
    <message>
        <source>This kiosk is not ready</source>
        <translation>本机未准备就绪</translation>
    </message>
    <message>
        <source>Not everything is known</source>
        <translation>有项目未能得知</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) made</source>
        <translation>
            <numerusform>已检查 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n check(s) passed.</source>
        <translation>
            <numerusform>全部 %n 项检查均通过。</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed: %1. Not known: %2. Of %3 checks.</source>
        <translation>共 %3 项：%1 项不通过，%2 项未能得知。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再次检查</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Take the last letter away</source>
        <translation>删除最后一个字母</translation>
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
        <translation>请放回第 %1 页</translation>
    </message>
    <message>
        <source>Please put in the next pages</source>
        <translation>请放入其余页面</translation>
    </message>
    <message>
        <source>Please put your paper in the scanner</source>
        <translation>请把纸本放入扫描仪</translation>
    </message>
    <message>
        <source>Only this one page. It takes the place of the first scan.</source>
        <translation>只放这一页，新的扫描会取代原来的。</translation>
    </message>
    <message>
        <source>All sheets at once, as many as fit. Then touch the button.</source>
        <translation>请一次放入这份文件的所有纸张（以可容纳为限），然后轻触按钮。</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) kept. Please put back from page %1 on.</source>
        <translation>
            <numerusform>已保留 %n 页。请由第 %1 页开始放回。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) scanned and kept.</source>
        <translation>
            <numerusform>已扫描并保留 %n 页。</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>开始扫描</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>Printed side up</source>
        <translation>有字的一面向上</translation>
    </message>
    <message>
        <source>Top edge first</source>
        <translation>页顶先入</translation>
    </message>
    <message>
        <source>No staples or clips</source>
        <translation>拆去订书钉及夹子</translation>
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
        <translation>另一编号</translation>
    </message>
    <message>
        <source>The Registry&apos;s answer as of %1</source>
        <translation>登记处截至 %1 的回复</translation>
    </message>
    <message>
        <source>It is safe on this kiosk, and not yet with iCMS</source>
        <translation>已安全保存在本机，iCMS 尚未收到</translation>
    </message>
    <message>
        <source>The Registry has returned it</source>
        <translation>登记处已退回</translation>
    </message>
    <message>
        <source>The Registry has accepted it</source>
        <translation>登记处已接纳</translation>
    </message>
    <message>
        <source>iCMS has received it</source>
        <translation>iCMS 已收到</translation>
    </message>
    <message>
        <source>iCMS has refused it</source>
        <translation>iCMS 拒绝接收</translation>
    </message>
    <message>
        <source>It is safe on this kiosk; the staff see to the sending</source>
        <translation>已安全保存在本机，由职员跟进传送</translation>
    </message>
    <message>
        <source>The stored copy is damaged</source>
        <translation>本机副本已损坏</translation>
    </message>
    <message>
        <source>It was sent, and is being confirmed</source>
        <translation>已经传送，正待确认</translation>
    </message>
    <message>
        <source>It goes to iCMS by itself.</source>
        <translation>系统会自动传送至 iCMS。</translation>
    </message>
    <message>
        <source>You need not do anything. Please look again later.</source>
        <translation>你无须处理，请稍后再查询。</translation>
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
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Captured %1</source>
        <translation>收存时间：%1</translation>
    </message>
    <message>
        <source>Received by iCMS %1</source>
        <translation>iCMS 收到时间：%1</translation>
    </message>
</context>
<context>
    <name>LookingUp</name>
    <message>
        <source>What is the number of the submission?</source>
        <translation>请输入提交编号</translation>
    </message>
    <message>
        <source>It stands at the top of your receipt and begins with RC.</source>
        <translation>编号在收据顶部，以 RC 开头。</translation>
    </message>
    <message>
        <source>Look it up</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>No digit yet</source>
        <translation>尚未输入数字</translation>
    </message>
    <message>
        <source>You see how far the sending is and what the Registry says. Names, case and documents are not shown here.</source>
        <translation>你可查看传送情况及登记处的回复。姓名、案件及文件内容不会在此显示。</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Scanned documents for iCMS</source>
        <translation>iCMS 文件扫描本提交机</translation>
    </message>
</context>
<context>
    <name>MindingQueue</name>
    <message>
        <source>Looking at the queue …</source>
        <translation>正在查看队列……</translation>
    </message>
    <message>
        <source>The queue is empty</source>
        <translation>队列没有提交</translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s)</source>
        <translation>
            <numerusform>%n 项提交</numerusform>
        </translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再次检查</translation>
    </message>
    <message>
        <source>Export to a stick</source>
        <translation>导出到 USB 设备</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>暂停传送</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>解除暂停</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Print slip again</source>
        <translation>再次打印收据</translation>
    </message>
    <message>
        <source>The slip is being printed.</source>
        <translation>正在打印收据。</translation>
    </message>
    <message>
        <source>The slip is printed.</source>
        <translation>收据已打印。</translation>
    </message>
    <message>
        <source>The slip could not be printed. See the printer.</source>
        <translation>收据未能打印，请查看打印机。</translation>
    </message>
    <message>
        <source>This kiosk has no printer.</source>
        <translation>本机没有打印机。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>已办妥。</translation>
    </message>
    <message>
        <source>Not possible any more: it has moved on meanwhile.</source>
        <translation>未能执行：这项提交的状态已经改变。</translation>
    </message>
    <message>
        <source>What is to be done with %1?</source>
        <translation>如何处理 %1？</translation>
    </message>
    <message>
        <source>Touch one to hold it, to try it now or to print its slip.</source>
        <translation>轻触任何一项，即可暂停、立即重试或打印收据。</translation>
    </message>
    <message>
        <source>captured %1 ago</source>
        <translation>%1前收存于本机</translation>
    </message>
    <message numerus="yes">
        <source>%n failed attempt(s)</source>
        <translation>
            <numerusform>%n 次未成功</numerusform>
        </translation>
    </message>
    <message>
        <source>next: any moment</source>
        <translation>随时再试</translation>
    </message>
    <message>
        <source>next in %1</source>
        <translation>%1后再试</translation>
    </message>
</context>
<context>
    <name>NotReady</name>
    <message>
        <source>Please do this first, then come back</source>
        <translation>请先办妥以下事项，然后再来</translation>
    </message>
    <message>
        <source>Nothing is lost: nothing has been handed over yet.</source>
        <translation>请放心，目前尚未提交任何文件。</translation>
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
        <translation>你同意我们使用你提交的内容吗？</translation>
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
        <translation>删除最后一个数字</translation>
    </message>
</context>
<context>
    <name>OutOfService</name>
    <message>
        <source>This kiosk is out of service</source>
        <translation>本机暂停服务</translation>
    </message>
    <message>
        <source>The kiosk looks again by itself.</source>
        <translation>本机会自动再检查。</translation>
    </message>
</context>
<context>
    <name>PlanningExport</name>
    <message>
        <source>Looking at the queue and the sockets …</source>
        <translation>正在查看队列及插口……</translation>
    </message>
    <message numerus="yes">
        <source>Write %n submission(s) to the stick?</source>
        <translation>
            <numerusform>要把 %n 项提交写入 USB 设备吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the centre can open the file. The queue stays as it is here.</source>
        <translation>文件只有中心能够打开。本机的队列保持不变。</translation>
    </message>
    <message>
        <source>Write now</source>
        <translation>立即写入</translation>
    </message>
    <message>
        <source>Report only</source>
        <translation>只写入报告</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>没有等候传送的提交。</translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) wait: at most %1.</source>
        <translation>
            <numerusform>%n 项提交等候传送：最多 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>No stick %1</source>
        <translation>没有名为 %1 的设备</translation>
    </message>
    <message>
        <source>Stick: %1</source>
        <translation>设备：%1</translation>
    </message>
    <message>
        <source>Stick in socket %1: %2</source>
        <translation>设备在插口 %1：%2</translation>
    </message>
    <message>
        <source>The signed readiness report and the log go along.</source>
        <translation>经数字签名的检查报告及日志会一并写入。</translation>
    </message>
</context>
<context>
    <name>Preparing</name>
    <message>
        <source>Your pages are being prepared</source>
        <translation>正在准备你的文件</translation>
    </message>
    <message>
        <source>Each page gets the kiosk&apos;s stamp in its margin. Your own file stays as it is.</source>
        <translation>每页页边会加上本机的印记。你的原文件不会改动。</translation>
    </message>
    <message>
        <source>Each page gets the kiosk&apos;s stamp in its margin.</source>
        <translation>每页页边会加上本机的印记。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stamping the pages</source>
        <translation>正在加上印记</translation>
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
        <translation>有些问题必须先改正</translation>
    </message>
    <message>
        <source>Please look at this before you go on</source>
        <translation>继续之前，请先看看以下事项</translation>
    </message>
    <message>
        <source>Everything is fine</source>
        <translation>一切妥当</translation>
    </message>
    <message>
        <source>These pages cannot be handed in as they are. Nothing has been handed over.</source>
        <translation>这些页面不能照现状提交。目前没有提交任何文件。</translation>
    </message>
    <message>
        <source>These files cannot be handed in as they are. Nothing has been handed over.</source>
        <translation>这些电子文件目前不能提交。尚未提交任何文件。</translation>
    </message>
    <message>
        <source>Touch what may be mended on the copy, or go on without.</source>
        <translation>请轻触副本要修正的项目，或直接继续。</translation>
    </message>
    <message>
        <source>You may go on if you are content with it.</source>
        <translation>如你认为可以接受，便可继续。</translation>
    </message>
    <message>
        <source>Every file opens, and every page was looked at.</source>
        <translation>所有文件均可打开，每一页都已检查。</translation>
    </message>
    <message>
        <source>Every page was looked at.</source>
        <translation>每一页均已检查。</translation>
    </message>
    <message>
        <source>Choose other files</source>
        <translation>选择其他文件</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Back to the pages</source>
        <translation>返回页面</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Your scan</source>
        <translation>你的扫描本</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>pages %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>Nothing to mend: it can be handed in.</source>
        <translation>无须改正，可以提交。</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
</context>
<context>
    <name>ReadingLog</name>
    <message>
        <source>Reading the log …</source>
        <translation>正在读取日志……</translation>
    </message>
    <message>
        <source>The log cannot be read</source>
        <translation>未能读取日志</translation>
    </message>
    <message>
        <source>Lines with %1</source>
        <translation>%1 的记录</translation>
    </message>
    <message>
        <source>The latest lines, newest first</source>
        <translation>最新记录，由新至旧</translation>
    </message>
    <message>
        <source>Restart the kiosk. If it stays so, call the court&apos;s IT.</source>
        <translation>请重新启动本机。如仍如此，请通知法院信息技术人员。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s). Hong Kong time.</source>
        <translation>
            <numerusform>共 %n 行。时间为香港时间。</numerusform>
        </translation>
    </message>
    <message>
        <source>Hong Kong time. Touch a line with a code to see only those with it.</source>
        <translation>时间为香港时间。轻触有代码的一行，即只显示该代码。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) not in the catalogue, left out</source>
        <translation>
            <numerusform>另有 %n 行不在目录内，不予显示</numerusform>
        </translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>所有记录</translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <source>Is this what you want to hand over?</source>
        <translation>这是你要提交的文件吗？</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) in all. Please compare with the paper in your hand.</source>
        <translation>
            <numerusform>共 %n 页。请与手上的文件核对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Hand it over</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>What was scanned</source>
        <translation>扫描所得</translation>
    </message>
    <message>
        <source>This page is left out of the copy</source>
        <translation>副本将略去此页</translation>
    </message>
    <message>
        <source>The kiosk adds this sheet</source>
        <translation>本机加入此页</translation>
    </message>
    <message>
        <source>Your scan</source>
        <translation>你的扫描本</translation>
    </message>
    <message>
        <source>The page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>What you brought</source>
        <translation>你带来的</translation>
    </message>
    <message>
        <source>What will be sent</source>
        <translation>将要传送的</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
    <message>
        <source>The page after</source>
        <translation>下一页</translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message>
        <source>Page %1 is being scanned again</source>
        <translation>正在重新扫描第 %1 页</translation>
    </message>
    <message>
        <source>Your paper is being scanned</source>
        <translation>正在扫描你的纸本</translation>
    </message>
    <message>
        <source>Please leave the paper alone until the scanner stops by itself.</source>
        <translation>请勿触动纸张，直至扫描仪自行停止。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What is scanned is kept.</source>
        <translation>已扫描的页面会保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) scanned</source>
        <translation>
            <numerusform>已扫描 %n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
</context>
<context>
    <name>SeverityMark</name>
    <message>
        <source>Must fix</source>
        <translation>必须改正</translation>
    </message>
    <message>
        <source>Please look</source>
        <translation>请留意</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>妥当</translation>
    </message>
</context>
<context>
    <name>SheetCard</name>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
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
        <translation>再试一次</translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation>结束使用</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>You</source>
        <translation>身份</translation>
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
        <translation>页面</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据</translation>
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
        <translation>你还在吗？</translation>
    </message>
    <message>
        <source>This visit will end by itself. What you have handed over is safe on this kiosk.</source>
        <translation>本次使用会自动结束。你已提交的文件已安全存于本机。</translation>
    </message>
    <message>
        <source>If not, this visit ends and everything you entered is wiped. Nothing has been handed over yet.</source>
        <translation>如无响应，本次使用便会结束，你输入的一切会被清除。目前尚未提交任何文件。</translation>
    </message>
    <message>
        <source>End my visit</source>
        <translation>结束使用</translation>
    </message>
    <message>
        <source>I need more time</source>
        <translation>我需要更多时间</translation>
    </message>
</context>
<context>
    <name>SwitchingService</name>
    <message>
        <source>What is to be started anew?</source>
        <translation>要重新启动什么？</translation>
    </message>
    <message>
        <source>This kiosk is out of service</source>
        <translation>本机暂停服务</translation>
    </message>
    <message>
        <source>This kiosk is in service</source>
        <translation>本机服务中</translation>
    </message>
    <message>
        <source>What is captured is safe and is sent afterwards.</source>
        <translation>已收存的文件安全无损，重新启动后会继续传送。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>设置并未改变。</translation>
    </message>
    <message>
        <source>Since %1. Visitors read:</source>
        <translation>自 %1 起。使用者会看到：</translation>
    </message>
    <message>
        <source>To take it out of service, touch what visitors are to read.</source>
        <translation>如要暂停服务，请轻触给使用者看的信息。</translation>
    </message>
    <message>
        <source>Visitors will read:</source>
        <translation>使用者会看到：</translation>
    </message>
    <message>
        <source>Start anew now</source>
        <translation>立即重新启动</translation>
    </message>
    <message>
        <source>Back in service</source>
        <translation>恢复服务</translation>
    </message>
    <message>
        <source>Take out of service</source>
        <translation>暂停服务</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Restart …</source>
        <translation>重新启动……</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>另选信息</translation>
    </message>
    <message>
        <source>Being serviced</source>
        <translation>正在维修</translation>
    </message>
    <message>
        <source>Out of order</source>
        <translation>发生故障</translation>
    </message>
    <message>
        <source>Not in use today</source>
        <translation>今天暂停使用</translation>
    </message>
    <message>
        <source>iCMS is being maintained</source>
        <translation>iCMS 系统维护</translation>
    </message>
    <message>
        <source>The application</source>
        <translation>应用程序</translation>
    </message>
    <message>
        <source>Takes some seconds; the screen goes dark meanwhile.</source>
        <translation>需时数秒，其间屏幕会变黑。</translation>
    </message>
    <message>
        <source>The whole machine</source>
        <translation>整部机</translation>
    </message>
    <message>
        <source>Takes a minute or two.</source>
        <translation>需时一至两分钟。</translation>
    </message>
</context>
<context>
    <name>TallList</name>
    <message>
        <source>Earlier in the list</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Further in the list</source>
        <translation>下一页</translation>
    </message>
</context>
<context>
    <name>TestingPrinter</name>
    <message>
        <source>Looking at the printer …</source>
        <translation>正在查看打印机……</translation>
    </message>
    <message>
        <source>Print a test slip</source>
        <translation>打印测试纸条</translation>
    </message>
    <message>
        <source>The test slip is being printed …</source>
        <translation>正在打印测试纸条……</translation>
    </message>
    <message>
        <source>The printer says that the test slip is printed. Every bar on it must be whole.</source>
        <translation>打印机表示测试纸条已印妥。纸上每条线均须完整。</translation>
    </message>
    <message>
        <source>The test slip did not come out.</source>
        <translation>测试纸条未能印出。</translation>
    </message>
    <message>
        <source>A test slip says that it is a test, and has a bar for every dot of the print head.</source>
        <translation>测试纸条注明属测试，并有线条逐点检查打印头。</translation>
    </message>
    <message>
        <source>It can print</source>
        <translation>可以打印</translation>
    </message>
    <message>
        <source>It cannot print</source>
        <translation>不能打印</translation>
    </message>
    <message>
        <source>It does not say</source>
        <translation>状况不明</translation>
    </message>
</context>
<context>
    <name>TestingScanner</name>
    <message>
        <source>The test page is being scanned</source>
        <translation>正在扫描测试页</translation>
    </message>
    <message>
        <source>The scanner gave this page</source>
        <translation>扫描仪扫出这一页</translation>
    </message>
    <message>
        <source>The scanner is ready</source>
        <translation>扫描仪已准备就绪</translation>
    </message>
    <message>
        <source>Looking for the scanner …</source>
        <translation>正在查看扫描仪……</translation>
    </message>
    <message>
        <source>Look for streaks, shadows and cut edges.</source>
        <translation>请留意有无条纹、阴影，或边缘被截去。</translation>
    </message>
    <message>
        <source>Put in a test page, never a visitor&apos;s document. It is kept nowhere.</source>
        <translation>请放入测试页，切勿使用他人的文件。扫描结果不会保存。</translation>
    </message>
    <message>
        <source>Scan a test page</source>
        <translation>扫描测试页</translation>
    </message>
    <message>
        <source>The test page</source>
        <translation>测试页</translation>
    </message>
</context>
<context>
    <name>TestingTouch</name>
    <message>
        <source>Every place noticed a finger</source>
        <translation>所有位置均有反应</translation>
    </message>
    <message>
        <source>Does every place notice a finger?</source>
        <translation>所有位置都有反应吗？</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) left</source>
        <translation>
            <numerusform>尚余 %n 格</numerusform>
        </translation>
    </message>
    <message>
        <source>A grid covers the whole screen. Wipe over every field with one finger.</source>
        <translation>格子会覆盖整个屏幕。请用一只手指划过每一格。</translation>
    </message>
    <message>
        <source>Empty fields have not noticed a finger yet. Go on, or begin again.</source>
        <translation>空白的格子尚未有反应。请继续，或重新开始。</translation>
    </message>
    <message>
        <source>Test the screen</source>
        <translation>测试屏幕</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>To stop, hold a finger still for three seconds.</source>
        <translation>如要停止，请按住不动三秒。</translation>
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
        <translation>iCMS 文件扫描本提交机</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>大字</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>WatchingSockets</name>
    <message>
        <source>Nothing is plugged in</source>
        <translation>没有插入设备</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) plugged in</source>
        <translation>
            <numerusform>已插入 %n 个设备</numerusform>
        </translation>
    </message>
    <message>
        <source>Plug a device into each socket in turn; it is shown here at once.</source>
        <translation>请把设备逐一插入各插口，这里会立即显示。</translation>
    </message>
    <message>
        <source>Being looked at</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>Can be read</source>
        <translation>可以读取</translation>
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
        <translation>本机不能读取的格式</translation>
    </message>
    <message>
        <source>Failing: it gives read errors</source>
        <translation>设备出现故障：读取有错</translation>
    </message>
    <message>
        <source>Mounted in an unsafe way; see check R08</source>
        <translation>挂载方式不安全；请看 R08 项</translation>
    </message>
    <message>
        <source>A device</source>
        <translation>设备</translation>
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
        <translation>提交法庭文件的扫描本</translation>
    </message>
    <message>
        <source>Bring it on a USB device. It takes about three minutes. You still file the paper itself at the Registry.</source>
        <translation>请把扫描本存于 USB 设备带来，约需三分钟。文件正本仍须到登记处存档。</translation>
    </message>
    <message>
        <source>Plug in your USB device</source>
        <translation>插入 USB 设备</translation>
    </message>
    <message>
        <source>Let the kiosk check every page</source>
        <translation>让本机逐页检查</translation>
    </message>
    <message>
        <source>Take your receipt</source>
        <translation>取得收据</translation>
    </message>
    <message>
        <source>Touch here to start</source>
        <translation>轻触此处开始</translation>
    </message>
    <message>
        <source>Look up a submission</source>
        <translation>查询提交</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>登记处</translation>
    </message>
    <message>
        <source>Resource Centre</source>
        <translation>资源中心</translation>
    </message>
    <message>
        <source>The Registry closes soon, or is closed for today.</source>
        <translation>登记处即将或已经关闭。</translation>
    </message>
</context>
</TS>
