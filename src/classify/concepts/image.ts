// The ideas of pictures: asking for one, kinds of pictures, styles, cameras and light, and what is typically painted.
import { concept } from './concept.ts'

export const imageConcepts = [
  concept('draw',
    `draw sketch paint illustrate render depict visualize visualise doodle photoshop text-to-image generate_image imagine drawing_of
     picture_of photo_of image_of illustration_of painting_of portrait_of rendering_of drawn shot_of view_of`,
    `ارسم ارسملي ارسمي ارسمولي ترسم ترسملي ترسمي رسم رسمة رسمه رسملي يرسم نرسم لوحة لون صور_لي صوّر ترسمو رسمت ارسميلي صورلي رسمي_لي`,
    `画 绘制 绘画 作画 绘 画一 画个 画张 画幅 文生图 描绘 手绘 渲染 p图 作图 出图 生图 配图 来一张 一张`),
  concept('image noun',
    `image picture photo photograph photography drawing painting illustration artwork portrait poster logo icon wallpaper banner avatar
     infographic thumbnail sticker mockup cartoon meme cover_art book_cover album_cover emoji_design flyer tattoo mascot pic
     postcard headshot selfie collage banner storyboard invitation_card visual visuals sprite`,
    `صورة صوره الصورة صور رسمة لوحة بوستر ملصق شعار لوغو لوجو ايقونة خلفية_جوال خلفية خلفيات غلاف انفوجرافيك إنفوجرافيك انفوغرافيك كاريكاتير بورتريه
     تصميم تصميما رسم_توضيحي كرتون ستيكر افاتار بطاقة_دعوة بانر لقطة تصويرة ميم بروفايل منظر مشهد فوتو`,
    `图 图片 图像 照片 插画 画作 海报 标志 logo 图标 壁纸 头像 封面 漫画 肖像 贴纸 表情包 信息图 效果图 横幅 写真 水彩画 油画 名片 宣传图
     吉祥物 示意图 背景图 立绘 证件照 商标 一幅 画面`),
  concept('art style',
    `watercolor watercolour oil_painting pixel_art anime manga cyberpunk steampunk surreal surrealism impressionist impressionism photorealistic
     realistic hyperrealistic hyper-realistic minimalist minimalistic isometric vaporwave ghibli pixar disney claymation line_art
     vector_art low_poly low-poly art_deco art_nouveau baroque gothic cubism concept_art digital_art digital_painting abstract ukiyo-e
     vintage retro 3d 3d_render unreal_engine octane octane_render artstation trending_on_artstation greg_rutkowski midjourney
     stable_diffusion dall-e dalle van_gogh picasso monet charcoal pastel neon stylized intricate fantasy_art flat_design
     cartoon_style comic_style pop_art graffiti papercut origami stained_glass black_and_white in_the_style_of matte_painting`,
    `الوان_مائية بألوان_مائية مائي زيتية زيتي انمي أنمي مانغا سايبربانك سريالي سريالية واقعي واقعية ثلاثي_الابعاد ثلاثية_الأبعاد كرتوني كرتونية بكسل بيكسل
     تجريدي تجريدية بستايل ستايل بأسلوب باسلوب بنمط بالابيض_والاسود فان_غوخ فان_جوخ بيكاسو جيبلي ديزني بيكسار مينيمال بسيط_وانيق خط_عربي زخرفة
     كلاسيكي عصري رقمي فوتوغرافية فوتوغرافي فنتازيا خيالي خيالية رصاص فحم`,
    `水彩 油画 像素 动漫 漫画风 赛博朋克 蒸汽朋克 超现实 写实 极简 等距 吉卜力 宫崎骏 皮克斯 迪士尼 风格 3d 三维 水墨 国风 古风 二次元 卡通
     扁平 复古 抽象 印象派 梵高 毕加索 素描 工笔 浮世绘 超写实 概念艺术 数字艺术 黑白 q版 剪纸 唯美 日系 中国风 治愈系 虚幻引擎`),
  concept('camera and light',
    `cinematic lighting 4k 8k uhd hdr bokeh depth_of_field close-up closeup wide-angle wide_angle macro lens 35mm 50mm 85mm f/1.8 f/2.8
     shot_on dslr golden_hour backlit volumetric soft_light studio_lighting sharp_focus highly_detailed ultra_detailed ultra-detailed
     high_resolution full_body full-body aspect_ratio 16:9 9:16 --ar --v --style composition foreground background silhouette
     symmetrical dramatic_lighting vibrant_colors vivid_colors color_palette moody ethereal dreamy aerial_view bird's_eye_view
     masterpiece best_quality portrait_photography soft_lighting rim_light negative_prompt transparent_background white_background`,
    `سينمائي سينمائية اضاءة إضاءة دقة_عالية عالي_الدقة عالية_الدقة 4k خلفية_بيضاء خلفية_شفافة الغروب لقطة_قريبة تفاصيل_دقيقة عدسة الوان_زاهية الوان
     ألوان_دافئة زاوية_واسعة ضوء_خافت ظلال ضبابية اضواء_نيون نيون`,
    `电影感 光影 光线 高清 4k 8k 景深 特写 广角 镜头 逆光 柔光 超高清 细节丰富 超精细 构图 背景 前景 竖版 横版 色调 氛围 质感 虚化 黄昏
     霓虹 夕阳 俯视 全身 半身 16:9 9:16 打光 画质 色彩 透明背景 白底 暖色调`),
  concept('image edit',
    `remove_the_background change_the_background crop retouch colorize colourise upscale make_the_background add_a_filter recolor
     blur_the replace_the_sky edit_this_photo edit_the_image put_sunglasses make_it_look_like reference_image first_image`,
    `ازل_الخلفية احذف_الخلفية شيل_الخلفية غير_الخلفية غير_خلفية عدل_الصورة عدل_على_الصورة لون_الصورة وضح_الصورة قص_الصورة حسن_الصورة`,
    `去掉背景 抠图 换背景 修图 调色 上色 裁剪 把背景 美颜 去水印 参考图 p一下 放大图片 修复老照片`),
  concept('visual adjective',
    `wearing holding standing sitting surrounded glowing majestic fluffy cute beautiful tiny giant colorful colourful red blue golden
     green purple pink silver white black wooden snowy misty foggy sunlit futuristic mystical enchanted whimsical serene stunning
     delicate adorable luminous riding flying floating wielding`,
    `يرتدي ترتدي يحمل تحمل واقف يجلس تجلس جالس محاط متوهج لطيف لطيفة جميلة ملون ملونة احمر حمراء ازرق زرقاء ذهبي ذهبية اخضر خضراء بيضاء سوداء ابيض
     اسود وردي بنفسجي ضخم مستقبلية مستقبلي ساحرة سحري يطير يركب يركض لابس لابسة شايل قاعد راكب واقفة`,
    `穿着 戴着 拿着 站在 坐在 身穿 手持 发光 可爱 美丽 巨大 五彩 红色 蓝色 金色 绿色 紫色 粉色 白色 黑色 骑着 飞翔 漂浮 雪白 梦幻 未来感
     毛茸茸 机甲 少女 身着 长发 古装 侠客`),
  concept('visual subject',
    `cat kitten dog puppy dragon unicorn robot astronaut castle forest mountain lake ocean beach sunset sunrise skyline spaceship galaxy
     planet warrior knight wizard princess fairy mermaid elf samurai ninja panda fox owl wolf lion tiger horse elephant butterfly
     flower rose tree waterfall garden village cottage lighthouse cityscape street bicycle motorcycle dinosaur penguin bear rabbit
     girl boy woman man old_man teapot cabin mushroom moon raccoon squirrel corgi sheep cow`,
    `قطة قط كلب جرو تنين روبوت رائد_فضاء قلعة غابة جبل جبال بحيرة بحر محيط شاطئ غروب شروق مدينة مستقبلية سفينة فضاء مجرة كوكب محارب فارس ساحر اميرة
     جنية حورية ثعلب بومة ذئب اسد نمر حصان خيل جمل فيل فراشة زهرة وردة شجرة شلال حديقة قرية كوخ منارة نخلة صحراء خيمة طفل طفلة فتاة بنت ولد
     عجوز امرأة رجل قمر باندا ارنب مسجد طاووس صقر`,
    `猫 小猫 狗 柴犬 龙 独角兽 机器人 宇航员 城堡 森林 山 湖 海边 日落 日出 飞船 星空 银河 战士 骑士 公主 精灵 美人鱼 武士 熊猫 狐狸 狼
     狮子 老虎 马 大象 蝴蝶 花 樱花 树 瀑布 花园 小镇 灯塔 街道 恐龙 企鹅 兔子 女孩 男孩 老人 月亮 荷花 竹林 古镇 仙鹤 凤凰 小鹿`),
]
