// The ideas of acting: booking, sending, files, devices, shells, shopping, and doing one thing after another.
import { concept } from './concept.ts'

export const agentConcepts = [
  concept('book or order',
    `book reserve reservation booking order buy purchase checkout add_to_cart to_my_cart shopping_cart cart subscribe unsubscribe cancel
     return_my refund renew sign_up sign_me_up rsvp pick_up table_for round-trip one-way hotel_room ticket rent enroll
     reschedule appointment apply_for apply_coupon pre-order`,
    `احجز احجزلي احجز_لي حجز تحجز تحجزلي نحجز حجزلي اطلب اطلبلي اطلب_لي تطلبلي طلبية اشتري اشتريلي اشتر شراء سلة السلة عربة_التسوق الغ الغي ألغ إلغاء الغاء
     جدد تجديد سجلني سجل_لي اشترك اشتراك موعد موعدا تذكرة تذكرتين طاولة غرفة فندق_ليلتين كنسل استرجع ارجع_المنتج بوك احجزيلي حجز_موعد خودلي_موعد`,
    `预订 预定 订 订一 订票 订餐 订机票 订酒店 下单 购买 买一 加入购物车 购物车 取消 退款 退订 退货 续费 预约 挂号 点外卖 叫车 打车 报名
     抢票 订购 改签 会员`),
  concept('send or post',
    `send email e-mail mail message text_my text_mom text_him dm notify forward reply post tweet share upload submit publish call
     invite respond_to slack whatsapp telegram gmail inbox send_it comment phone send_an send_a sms ping retweet`,
    `ارسل أرسل ارسلي ابعت ابعث ابعثلي ابعتلي ابعتله ارسله ارسلها ارسال تبعت تبعث ترسل رسالة_الى ايميل إيميل الايميل بريد البريد واتساب الواتس تيليجرام سلاك جيميل رد_على
     انشر غرد شارك ارفع ارفعه ارفعها اتصل كلم دز دزلي طرش صيفط صيفطلي سيفط حول_الرسالة علق بلغ أبلغ خبر ابلغني وأخبرني وخبرني نبهني`,
    `发送 发给 发邮件 发到 发一封 发条 发一条 邮件 邮箱 通知 转发 回复 发帖 发布到 分享给 上传 提交 微信 钉钉 群里 短信 打电话 飞书 发微博
     推送 群发 拨打 抄送`),
  concept('calendar and alarm',
    `remind reminder reminders alarm alarms calendar schedule meeting meetings timer event wake_me set_an set_a to-do todo todo_list
     to_do_list shopping_list appointment snooze zoom_meeting google_calendar invite_to add_to_my delete_my alert_me`,
    `ذكرني ذكريني فكرني تذكير تذكيرا منبه منبها المنبه تقويم التقويم رزنامة اجتماع اجتماعا الاجتماع مؤقت تايمر جدول_موعد موعد_مع صحيني فيقني فيقيني اضبط ظبط ضبط
     قائمة_المهام قائمة_التسوق حط_منبه حطلي نبهني المواعيد كالندر دير_ليا_تذكير`,
    `提醒 闹钟 日历 日程 会议 定时 待办 备忘 叫我起床 安排 倒计时 行程表 购物清单 清单 提醒我 约 定个 设个 设置`),
  concept('file operation',
    `file files folder folders directory directories download save rename delete move copy zip unzip backup desktop .txt .csv .pdf .xlsx
     .docx .jpg .png .mp4 spreadsheet excel google_sheet google_doc google_drive dropbox csv_file trash disk disk_space subfolder
     pdf attachment usb /etc /usr /home /var /tmp permission permissions`,
    `ملف ملفات الملف الملفات مجلد المجلد مجلدا فولدر الفولدر نزل حمل حمّل احفظ احفظه احفظها امسح احذف انقل انسخ غير_اسم اعد_تسمية ضغط فك_الضغط نسخة_احتياطية سطح_المكتب
     الديسكتوب جدول_اكسل اكسل إكسل جوجل_درايف درايف pdf بي_دي_اف المرفق مرفقات`,
    `文件 文件夹 目录 下载 保存 重命名 删除 移动到 复制到 压缩 解压 备份 桌面 表格 excel 网盘 附件 回收站 磁盘 pdf 存到 保存到 归档 整理`),
  concept('shell and system',
    `terminal command run execute shell ssh sudo chmod grep process processes server restart reboot port service log logs log_file
     cpu memory_usage repository repo pull_request branch issue merge_request pipeline tests container cluster kill daemon
     environment_variable $path clone push install_the uninstall users_logged bash_command root install`,
    `شغل شغّل نفذ نفّذ تنفيذ الامر طرفية الطرفية الترمينال سيرفر خادم الخادم اعد_تشغيل اعد_التشغيل مستودع المستودع الريبو اختبارات الاختبارات الخدمة خدمة لوج السجلات عملية_رقم
     ران_الامر امر_linux نصب كوميت فرع برانش`,
    `终端 命令 执行 运行 重启 服务器 仓库 克隆 测试 日志 进程 端口 分支 提交代码 服务 合并 拉取 系统 磁盘空间 内存占用 安装`),
  concept('device control',
    `turn_on turn_off switch_on switch_off lights light lamp thermostat volume brightness music song playlist playback play pause
     skip next_song vacuum coffee_maker lock the_door tv bluetooth wifi do_not_disturb dark_mode dim mute louder podcast radio
     audiobook spotify youtube screenshot smart_plug turn_up turn_down garage alexa siri roomba airplane_mode`,
    `شغل_الاضاءة الاضاءة انوار الانوار النور نور الضوء اللمبة اطفي طفي اطفئ سكر سكري افتح اغلق شغلي شغللي مكيف المكيف التكييف صوت الصوت وطي علي_الصوت ارفع_الصوت
     اخفض خفض سطوع موسيقى اغنية اغاني اغنيه بودكاست راديو قفل بلوتوث واي_فاي التلفزيون الستائر مكنسة قهوة_المكينة وضع_الطيران طفيلي شعل شعلي حبس كتم`,
    `打开 关闭 关掉 开灯 关灯 灯 空调 音量 播放 暂停 下一首 歌曲 歌 音乐 蓝牙 wifi 调到 调高 调低 亮度 静音 窗帘 扫地机器人 电视 智能 播客
     收音机 咖啡机 插座 截图 热水器`),
  concept('web navigation',
    `website log_in login log_into sign_in click navigate fill fill_out fill_in form page_of scroll dropdown filter select_the
     go_to open_the browser tab browse website's account my_account profile password settings search_results checkout
     github_repo add_the tick button amazon ebay booking.com airbnb expedia linkedin form_on google_maps uber doordash
     wishlist user_profile find_a show_me_the customer_reviews star_rating address_book`,
    `المتصفح متصفح ادخل ادخلي خش سجل_دخول سجل_الدخول سجل_دخولي اضغط املأ املا عبي عبّي النموذج استمارة افتح_الموقع افتح_موقع صفحة_الاعدادات الاعدادات حسابي حساب كلمة_السر
     كلمة_المرور الزر روح_على نون امازون بوكينج اوبر كريم طلبات هنقرستيشن انستقرام لينكدإن البروفايل موقع_نون موقع_امازون`,
    `浏览器 网站上 登录 点击 填写 表单 页面 账号 账户 密码 设置里 京东 淘宝 携程 美团 12306 滴滴 支付宝 筛选 进入 打开网站 个人资料 链接里
     拼多多 饿了么 注册 官网上`),
  concept('pay or transfer',
    `pay transfer bill payment bank credit_card debit balance my_account invoice wire venmo paypal deposit withdraw savings checking
     transaction transactions my_balance freeze_my report_my_card pin routing_number`,
    `ادفع دفع سدد تسديد حول حولي حوّل تحويل فاتورة الفاتورة فواتير بنك البنك رصيدي رصيد بطاقة_ائتمان حسابي_البنكي محفظة محفظتي بايبال مدى فودافون_كاش كشف_حساب خلص_الفاتورة`,
    `支付 付款 转账 缴费 账单 电费 水费 话费 充值 银行卡 余额 信用卡 转给 还款 汇款 红包 发票 交电费`),
  concept('sequence',
    `then after_that and_then finally once_done afterwards when_done when_finished followed_by next first if_it_fails also and_also
     automatically every_day every_morning every_hour every_monday once_it's and_save and_send as_soon_as when_you're_done`,
    `ثم وبعدين بعدين بعدها وبعدها بعد_ذلك بعد_كذا بعد_كده ومن_ثم من_بعد وفي_النهاية اخيرا اولا أولا وعند_الانتهاء عند_الانتهاء ولما_تخلص لما_تخلص تلقائيا كل_يوم كل_صباح
     كل_ساعة واذا_فشل اذا_فشلت ومبعد ومن_بعد وإذا كمان وارسل وابعت واحفظ وحط وارفع`,
    `然后 之后 接着 再把 最后 完成后 并且 同时 自动 每天早上 每小时 每周 如果失败 先 并发送 并保存 一旦 随后 并将 每隔`),
  concept('monitor and automate',
    `monitor track automate workflow scrape every_time if_the_price when_the_price backup_my sync cron_job keep_an_eye alert
     integrate_with using_the_tools use_the_tool use_your_tools tool_call api_call agent sub-agent assign create_an_issue milestone
     open_a_ticket ticket jira trello notion crm update_the_record add_a_row add_a_contact contact contacts customer_record`,
    `راقب تابع أتمتة اتمتة تلقائي لو_نزل_السعر اذا_نزل_السعر باستخدام_الادوات بالأدوات استخدم_الادوات استخدم_المتصفح مزامنة افتح_تذكرة تذكرة_دعم جيرا تريلو نوشن جهة_اتصال
     سجل_العملاء المهمة_التالية كلما تتبع الشحنة`,
    `监控 跟踪 自动化 抓取 同步 如果价格 使用工具 调用 智能体 工单 联系人 客户资料 更新记录 创建任务 批量 工作流 爬取 录入 登记`),
  concept('my things',
    `my_account my_order my_orders my_calendar my_phone my_email my_inbox my_list my_playlist my_bank my_card my_flight my_reservation my_boss
     my_package my_computer my_laptop my_files my_repo my_server my_desktop my_subscription my_cart my_contacts my_meeting my_house`,
    `طلبي طلباتي جوالي موبايلي هاتفي تلفوني ايميلي بريدي حسابي سلتي رحلتي حجزي شحنتي مديري جهازي كمبيوتري اللابتوب_بتاعي ملفاتي اشتراكي`,
    `我的账户 我的订单 我的日历 我的手机 我的邮箱 我的电脑 我的银行卡 我的航班 我的快递 我的购物车 我的账号 我的文件 我的日程 我的歌单`),
]
