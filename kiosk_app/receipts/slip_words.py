"""Every sentence on the slip, in the three languages; the slip prints English and one Chinese."""

from enum import StrEnum

from kiosk_app.wording.texts import Text

HEADING = Text(
    "High Court · scanned documents for iCMS",
    "高等法院 iCMS 文件掃描本提交機",
    "高等法院 iCMS 文件扫描本提交机",
)
SUBMISSION_NUMBER = Text("Submission number", "提交編號", "提交编号")


class SlipState(StrEnum):
    """Where the submission is when the slip is printed."""

    CAPTURED = "captured"
    BEING_CONFIRMED = "being_confirmed"
    RECEIVED = "received"
    REFUSED = "refused"


STATE = {
    SlipState.CAPTURED: Text("CAPTURED", "已收存於本機", "已收存于本机"),
    SlipState.BEING_CONFIRMED: Text("BEING CONFIRMED", "正待確認", "正待确认"),
    SlipState.RECEIVED: Text("RECEIVED BY iCMS", "iCMS 已收到", "iCMS 已收到"),
    SlipState.REFUSED: Text("REFUSED BY iCMS", "iCMS 拒絕接收", "iCMS 拒绝接收"),
}
STATE_MEANS = {
    SlipState.CAPTURED: Text(
        "The images are safe on this kiosk. iCMS has not yet received them: the kiosk sends them"
        " by itself, even if the network fails now.",
        "影像已穩妥存於本機，iCMS 尚未收到。即使網絡中斷，本機亦會自行傳送。",
        "图像已稳妥存于本机，iCMS 尚未收到。即使网络中断，本机亦会自行传送。",
    ),
    SlipState.BEING_CONFIRMED: Text(
        "The images are safe on this kiosk and were sent. Whether iCMS has received them is being"
        " confirmed.",
        "影像已穩妥存於本機並已傳送，現正確認 iCMS 是否收到。",
        "图像已稳妥存于本机并已传送，现正确认 iCMS 是否收到。",
    ),
    SlipState.RECEIVED: Text(
        "iCMS has received the images, whole and unchanged.",
        "iCMS 已收到完整無改動的影像。",
        "iCMS 已收到完整无改动的图像。",
    ),
    SlipState.REFUSED: Text(
        "iCMS has refused the images. Please take this slip to the Resource Centre's counter.",
        "iCMS 拒絕接收有關影像。請持本收據到資源中心櫃位查詢。",
        "iCMS 拒绝接收有关图像。请持本收据到资源中心柜台查询。",
    ),
}

NOT_THE_FILING = Text(
    "THIS UPLOAD IS NOT THE FILING", "上載影像並不等於存檔", "上传图像并不等于存档"
)
PRESENT_THE_PAPER = Text(
    "Present the paper document at the Registry, and pay any fee at the Accounts Office.",
    "請將文件正本交往登記處存檔，並到會計部繳付所需費用。",
    "请将文件正本交往登记处存档，并到会计部缴付所需费用。",
)
REGISTRY_OPEN = Text("The Registry is open now.", "登記處現正辦公。", "登记处现正办公。")
REGISTRY_CLOSED = Text(
    "The Registry is closed now. Paper can be filed from:",
    "登記處現已關閉，最早可存檔時間：",
    "登记处现已关闭，最早可存档时间：",
)
REGISTRY_CLOSED_UNKNOWN = Text(
    "The Registry is closed now. Please ask when it opens next.",
    "登記處現已關閉，請查詢下次辦公時間。",
    "登记处现已关闭，请查询下次办公时间。",
)

CASE = Text("Case", "案件", "案件")
NEW_CASE = Text("new case", "新案件", "新案件")
DOCUMENT_TYPE = Text("Document", "文件", "文件")
HANDED_IN_BY = Text("From", "提交者", "提交者")
REFERENCE = Text("Your reference", "貴方檔號", "贵方档号")
IN_ALL = Text("In all", "合計", "合计")
DOCUMENT_NUMBER = Text("Document", "文件", "文件")
PAGES = Text("pages", "頁", "页")
DIGESTS = Text(
    "Fingerprints (SHA-256, first 16 of 64 characters)",
    "數碼指紋（SHA-256 首 16 位，共 64 位）",
    "数字指纹（SHA-256 前 16 位，共 64 位）",
)
WHOLE_SUBMISSION = Text("Whole submission", "整份提交", "整份提交")
MORE_DOCUMENTS = Text(
    "more; the signed receipt covers them all",
    "份其他文件；已簽署的收據涵蓋全部",
    "份其他文件；附数字签名的收据涵盖全部",
)
VERIFY = Text(
    "To verify this receipt, scan the code with any telephone, or give the submission number at the"
    " counter.",
    "如要核實，請以電話掃描二維碼，或向櫃位提供提交編號。",
    "如要核实，请用手机扫描二维码，或向柜台提供提交编号。",
)
NOT_A_SEAL = Text("NOT A COURT SEAL", "並非法庭印章", "并非法庭印章")

WEEKDAYS = (
    Text("Mon", "星期一", "星期一"),
    Text("Tue", "星期二", "星期二"),
    Text("Wed", "星期三", "星期三"),
    Text("Thu", "星期四", "星期四"),
    Text("Fri", "星期五", "星期五"),
    Text("Sat", "星期六", "星期六"),
    Text("Sun", "星期日", "星期日"),
)
